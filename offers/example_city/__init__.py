"""The example city: readable files under fixtures/example_city/ made into records of all three apps.

It stands in the topmost app that it fills. `load.load_city` is the way in; what may stand in the files is told by
`tables.TABLES` and, for people, by the README beside the files.
"""
