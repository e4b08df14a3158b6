using Benchmarks;

return await new BenchmarkCommand(SuiteList.All, new BenchmarkRun(TimeProvider.System, Console.Out).RunAsync)
    .InvokeAsync(args, Console.Out, Console.Error);
