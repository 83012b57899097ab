/** English words that say nothing by themselves, those of spoken answers among them. */
export const stopWords = new Set(
  `
    a about above actually after again against ago ah all almost already also although always am an and another
    any anybody anyone anything are aren't around as ask asked at away back basically be because been before
    being below best better between both but by came can can't cannot come comes coming could couldn't did
    didn't do does doesn't doing don't done down during each eh either else end enough er especially etc even
    ever every everybody everyone everything exactly far feel felt few find first for from full further gave get
    gets getting give given go goes going gone gonna good got great guess had half happen happened happens has
    hasn't have haven't having he he'd he's her here hers herself him himself his honest honestly how however i
    i'd i'll i'm i've if in into is isn't it it'll it's its itself just keep kept kind knew know known last
    least less let like liked likely little long look looked looking lot lots made make makes making many may
    maybe me mean means might mine more most much must my myself need needed never new next nice no nobody none
    nor not nothing now obviously of off often oh ok okay old on once one only onto or other others otherwise
    our ours out over own people perhaps point put quite rather really reason right said same saw say saying
    says second see seem seemed seems seen sent several shall she she'd she's should shouldn't since so some
    somebody someone something sometimes somewhere soon sort still stuff such suppose sure take taken takes
    taking tell than thank thanks that that's the their theirs them themselves then there there's these they
    they'd they'll they're they've thing things think this those though thought three through till time times to
    told too took tried try trying turn turned two uh um under unless until up upon us use used using usually
    very want wanted was wasn't way we we'd we'll we're we've well went were weren't what what's whatever when
    whenever where whether which while who who's whole whom whose why will wish with within without won't would
    wouldn't yeah year years yes yet you you'd you'll you're you've your yours yourself
    absolutely nobody's somebody's somebody someone's one's let's nine eleven twelve ten three four five six seven eight
    half second third today tomorrow yesterday day days week weeks month months morning evening afternoon started pretty
  `
    .trim()
    .split(/\s+/),
);
