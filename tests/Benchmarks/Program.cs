using Benchmarks;
using Benchmarks.Runtime;
using Rollcall.Tests;

if (args is [ResidentMemory.Command, var folder])
{
    return ResidentMemory.Load(folder);
}

return await new BenchmarkCommand(SuiteList.All, new BenchmarkRun(TimeProvider.System, Console.Out, async cancellationToken => await MachineLock.AcquireAsync(cancellationToken)).RunAsync)
    .InvokeAsync(args, Console.Out, Console.Error);
