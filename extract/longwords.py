"""Long words that councils print in narrow columns, where they are broken anywhere: what two halves make together."""

from __future__ import annotations

_LISTED = frozenset(
    """
acceptable accessibility accommodation accordance achievement activities adaptations additional administration
admissions adolescents adoption adoptions affordable agreement allegations allocated allocation allowances
amenities applicants application applications appointed appointment appointments appraisals apprentices
apprenticeship apprenticeships appropriate approvals approved arrangements arrears assessment assessments
assistance associations attainment attendance attendances authorities authority availability available awareness
beneficiaries bereavement borrowing brownfield businesses calculated cancelled candidates capacity cardiovascular
caseloads certificates certification challenges chargeable charges citizenship cleanliness collection collections
commencements commercial commissioned commissioning committee community compensation complainants complaints
completed completion completions compliance compliant composting concerning conclusion conditions conference
conferences connections conservation consultation consumption contacts contamination contractors contribution
contributions conversion convictions cooperation corporate correspondence councillors counselling customers
decisions deferred delegated delivered delivery dementia demolition denominator department departments deprivation
designated determined development developments directorate disabilities disability discharge discharged discharges
disclosures discretionary dispensation disposal disruption dissatisfied district districts domestic duplicate
dwellings education educational effectiveness efficiency electoral electricity eligibility eligible emergency
emissions employability employed employee employees employers employment enforcement engagement enquiries
enrolments environment environmental equalities equipment established establishments evaluation evictions
excellence exceptional exclusions expenditure experience facilities families financial flytipping footfall
fostering foundation frequency functional gardening generated governance graduates guardianship highways
homelessness hospital households housing identified immunisation implementation implemented improvement
improvements incidents inclusion independence independent indicator indicators individuals industrial information
infrastructure injuries inspected inspection inspections installation installations institutions insurance
intensive intermediate intervention interventions interviews introduced investigated investigation investigations
investment invoices involvement journeys laboratory languages leadership learners learning libraries licences
licensing maintained maintenance management managers manslaughter measurement medication membership mobility
monitoring mortgages motorists movements neighbourhood neighbourhoods notifications numerator nutritional
obligations occupancy occupational offenders offending operational opportunities organisation organisations
outcomes outstanding overcrowding overpayments participants participation partnership partnerships passengers
pathways payments pedestrians penalties percentage performance permanency permissions personnel placements
planning population populations possession practitioners pregnancies premises preparation prescriptions
presentations prevented prevention primary priorities private procedures proceedings processed processing
procurement productivity programme programmes progressed prohibition properties proportion prosecutions protected
protection provided providers provision psychological publication published purchases qualification qualifications
quarterly questionnaire reablement readmissions received receiving recommendations recommended recorded recovery
recruitment recycled recycling reduction redundancies referral referrals refurbishment regeneration registered
registration registrations regulation regulations regulatory rehabilitation relationships remaining renewable
renewals repairs replacement reported representation representations requests required requirement requirements
resettlement residential residents residual resolution resolved resources responded respondents response responses
responsibility restoration retention revenue reviewed reviews safeguarding satisfaction satisfied scheduled
scholarships screening secondary secured sentences settlement settlements significant specialist statements
statutory strategic strategies strategy structures submissions subscriptions substance successful successfully
suitable supervised supervision supplementary supported surveillance suspensions sustainability sustainable
sustained teaching temporary tenancies tenancy territorial therapeutic timescale timescales tipping transactions
transferred transfers transition transitions transport transportation treatment turnaround turnover unaccompanied
undertaken undertakings unemployment universal university unoccupied utilisation vacancies vaccination
vaccinations validated validation vandalism vegetation vehicles verification violence visitors volunteering
volunteers vulnerable warrants withdrawals workforce workplace improved improving worsened worsening declined
declining unchanged deteriorated deteriorating increased increasing decreased decreasing direction provisional
concluded authorised determined submitted notified assessed answered collected repaired attended achieved dismissed
measured monitored supported
""".split()  # noqa: SIM905
)
LONG_WORDS = _LISTED | {w[:-3] + "y" for w in _LISTED if w.endswith("ies")}
"""In lower case."""
