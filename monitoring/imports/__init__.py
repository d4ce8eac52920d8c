"""Numbers from files as statistics offices send them.

A table is found below its titles (`tables`), its columns are understood (`layout`, `guessing`), its cells are read (`numbers`,
`areas`, `reading`), brought beside what is known (`staging`), looked at for what is odd (`warnings`), and written. `values` is the way
in, `undoing` the way back, `crosswalk` carries series over a reform of boundaries; `steps` and `jobs` are the way of the workspace.
"""
