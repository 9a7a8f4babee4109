"""Which irregular English words have the same base form? Verbs and plurals that a stemmer leaves different.

The strong verbs and plurals of everyday use, as in Quirk et al., *A Comprehensive Grammar of the English Language*,
1985, sections 3.18 and 5.83.
"""

FORMS = """
become became | begin began begun | bite bit bitten | blow blew blown | break broke broken | bring brought | build built
buy bought | catch caught | choose chose chosen | come came | deal dealt | draw drew drawn | drink drank drunk
drive drove driven | eat ate eaten | fall fell fallen | feel felt | fight fought | find found | fly flew flown
forget forgot forgotten | forgive forgave forgiven | freeze froze frozen | get got gotten | give gave given
go goes went gone | grow grew grown | hear heard | hide hid hidden | hold held | keep kept | know knew known | lead led
leave left | lend lent | lose lost | make made | mean meant | meet met | pay paid | ride rode ridden | rise rose risen
run ran | say said | see saw seen | seek sought | sell sold | send sent | shake shook shaken | shoot shot | show shown
sing sang sung | sink sank sunk | sit sat | sleep slept | speak spoke spoken | spend spent | stand stood
steal stole stolen | stick stuck | strike struck | swear swore sworn | swim swam swum | take took taken | teach taught
tell told | think thought | throw threw thrown | understand understood | wake woke woken | wear wore worn | win won
write wrote written | child children | foot feet | goose geese | man men | mouse mice | tooth teeth | wife wives
woman women | life lives | knife knives | wolf wolves | half halves | leaf leaves | thief thieves
"""
BASE_FORMS = {
    form: base
    for line in FORMS.replace("\n", "|").split("|")
    if line.strip()
    for base, *forms in [line.split()]
    for form in forms
    if form not in {"left", "found", "saw", "leaves", "shot", "rose", "lives"}  # as often forms of other words
}
"""Form → base form."""
