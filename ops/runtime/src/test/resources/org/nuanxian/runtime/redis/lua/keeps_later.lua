-- later: fragment_a
return fragment_a()
