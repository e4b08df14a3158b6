using Rollcall.Docker;

// One engine, and two cores: what runs beside another test would be its load.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Engine))]
[assembly: Trait("Category", "Docker")]
