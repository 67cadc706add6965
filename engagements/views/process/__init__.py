"""Pages of an engagement as a process: overview and weights, one component, its versions, looking back, time."""
