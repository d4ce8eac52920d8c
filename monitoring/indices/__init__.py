"""Composite indices: many indicators of an area brought to one number and a class. No Django in here.

The method is that of Berlin's Monitoring Soziale Stadtentwicklung: standardise each indicator over the areas, add, standardise
the sum again, cut it into classes; the same on the change over some years. `computing.compute` is the way in, `dynamics` joins
status and change, `robustness` asks what a class hangs on.
"""
