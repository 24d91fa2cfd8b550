"""Reading on a Dask cluster: a real one on this machine, and clear messages without one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from extract.cluster import dask_executor
from extract.run import run_extract
from records import InputError, NeedsExtraError, resource


def test_without_the_optional_part_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NeedsExtraError, match=r"panelpaper\[dask\]"), dask_executor("tcp://127.0.0.1:1"):
        pass


@pytest.mark.filterwarnings("ignore")
def test_no_scheduler_at_the_address() -> None:
    pytest.importorskip("distributed", reason="Dask is not installed")
    with pytest.raises(InputError, match="no Dask scheduler answers"), dask_executor("nonsense://x"):
        pass


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_same_table(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    files = [resource("samples", "appendix_2024_12.docx"), resource("samples", "data_return_2025_03.csv")]
    run_extract(files, out=tmp_path / "here.csv")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        run_extract(files, out=tmp_path / "there.csv", dask=cluster.scheduler_address)
    assert (tmp_path / "there.csv").read_text("utf-8") == (tmp_path / "here.csv").read_text("utf-8")
