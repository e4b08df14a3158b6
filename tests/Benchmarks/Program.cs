using Benchmarks;
using Rollcall.Tests;

return await new BenchmarkCommand(SuiteList.All, new BenchmarkRun(TimeProvider.System, Console.Out, async cancellationToken => await MachineLock.AcquireAsync(cancellationToken)).RunAsync)
    .InvokeAsync(args, Console.Out, Console.Error);
