"""What a file is by its content, and the form in which it may be put up for everybody.

Staff put files up, so each comes from somebody known; but what they pass on may come from anywhere, and everybody opens
it. So nothing that runs is taken: no macros, no embedded objects, no scripts, and no format on which browsers run any.
All of it happens in a process of its own, since some files are made to fill a memory or to keep a processor for hours.
"""
