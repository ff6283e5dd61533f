"""Words that are not names of people, or not by themselves."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


NO_NAMES = _set(
    """
    action actions admin adult adults advice adviser advisor agency all alliance and area areas assistant
    associate assurance attendance autism board both business camhs care carer carers central chair charity chief
    child children childrens clinical co co-ordinator college colleges commissioner commissioners commissioning
    committee communications community coordinator corporate council councillor county data dco dcs delivery
    dentist deputy designated development digital director directorate district doctor dsco early education
    educational ehc ehcp engagement equality executive external families family finance forum foundation
    governance governor governors group groups head heads headteacher health healthwatch help hospital
    housing hub hubs human icb improvement inclusion independent information integrated intelligence interim joint
    lead leader leaders leads learning leisure local manager managers medical member members mental
    multiple neurodevelopmental nhs none nurse nursery nurses nursing office officer officers ofsted operational
    operations organisation owner parent parents participation partner partners partnership performance person
    planning plans pmo policy practice practitioner preparation primary principal procurement programme
    project providers provision psychologist psychologists psychology public pupil quality regional relations
    representative resources school schools secondary secretary section sector sen senco sencos send sendiass
    senior service services skills social special specialist speech sro staff standards strategic strategy support
    systems tba tbc teacher teachers team teams technology therapies therapist therapists therapy training
    transformation transport trust tutor unit university vacancy vacant virtual voice voluntary welfare wellbeing
    whole work worker workers workforce workstream years youth
    """
)
"""Words of jobs and bodies: what contains one of them is not a name."""

EVERYDAY = _set(
    """
    april art ash august bailey baker banks barber bay bell best bill bird bishop black bond booth bridge brook
    brooks brown burns bush carter case chance chase church clay close cole cook court cross crow dale dawn day
    dean december drew east england faith february field fields fisher flowers ford fox france frost garden glen
    golden good grace grant gray green grey guy hall hardy harmony hart heath hill hills holiday hope house hunt
    iris ivy jack january joy judge july june kent king knight lake lamb lane law lily little long love low major
    march mark marsh mason may mercy miles mill miller mills moon moor moss new north november october old olive
    page park parker parks patience pearl penny pleasant pool pope poppy power price queen rain ray read reader
    reading reed rich river rivers robin rose rush savage september shepherd short singer sky skye small smart
    snow south sparrow spring star stone street strong summer swift taylor temple thorn tower towers tree trust
    turner violet walker wall ward waters way webb weeks wells west white will winter wise wood woods wright
    young key home post justice
    """
)
"""Names that are also everyday words: alone they say nothing, only a whole name with them does."""

NOBODY = _set(
    """
    above agreed all any applicable appointed as be below confirmed follow for from known needed no not notes of
    or per required see tbc the to various yet
    """
)
"""Small words of “not yet known” and the like."""
