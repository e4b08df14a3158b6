// Activity sources are the process's: servers of two tests at once would see each other's spans.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
