"""How complete and how fresh the numbers and the offers are."""
