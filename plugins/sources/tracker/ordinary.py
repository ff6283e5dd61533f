"""Words that are not names of people, or not by themselves."""

NO_NAMES = frozenset(
    """
    action actions admin adult adults advice advisor adviser agency all alliance and area areas assistant associate assurance
    attendance autism board both business camhs care carer carers central chair charity chief child children childrens
    clinical co college colleges commissioner commissioners commissioning committee communications community co-ordinator
    coordinator corporate council councillor county data dco dcs delivery dentist deputy designated development digital
    director directorate district doctor dsco early education educational ehc ehcp engagement equality executive external
    families family finance forum foundation governance governor governors group groups head heads headteacher health
    healthwatch help home hospital housing hub hubs human icb improvement inclusion independent information integrated
    intelligence interim joint justice key lead leader leaders leads learning leisure local manager managers medical member
    members mental multiple neurodevelopmental nhs none nurse nursery nurses nursing office officer officers ofsted
    operational operations organisation owner parent parents participation partner partners partnership performance person
    planning plans policy post practice practitioner preparation pmo primary principal procurement programme project
    providers provision psychologist psychologists psychology public pupil quality regional relations representative
    resources school schools secondary section sector secretary send sendiass senior service services sen senco sencos
    skills social special specialist speech sro staff standards strategic strategy support systems tba tbc teacher teachers
    team teams technology therapies therapist therapists therapy training transformation transport trust tutor unit
    university vacancy vacant virtual voice voluntary welfare wellbeing whole work worker workers workforce workstream
    years young youth
    """.split()  # noqa: SIM905  # a list of so many words reads better as text
)
"""Words of jobs and bodies: what contains one of them is not a name."""

EVERYDAY = frozenset(
    """
    art ash banks barber bay bell best bill bird bishop black bond booth bridge brook brooks brown burns bush carter case
    chance chase church clay close cook court cross dale dawn day dean drew east faith field fields fisher flowers ford fox
    frost garden glen golden good grace grant gray green grey hall hardy harmony heath hill hills holiday hope house hunt
    iris ivy jack january february march april may june july august september october november december joy judge king
    knight lake lane law lily little long love low major mark marsh mason may mill mills miles miller moon moor moss new
    north old olive page park parker parks pearl penny pool poppy pope power price queen rain ray read reading reed rich
    river rivers robin rose rush short singer skye small smart snow south spring stone street strong summer taylor temple
    thorn tower towers tree trust turner violet walker wall ward waters way webb weeks wells west white will winter wise
    wood woods wright
    """.split()  # noqa: SIM905
)
"""Names that are also everyday words: alone they say nothing, only a whole name with them does."""

NOBODY = frozenset(
    "above agreed all any applicable appointed as be below confirmed follow for from known needed no not notes of or per"
    " required see tbc the to various yet".split()  # noqa: SIM905
)
"""Small words of “not yet known” and the like."""
