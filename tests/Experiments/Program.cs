using Rollcall.Experiments;
using Rollcall.Experiments.Options;

return await new ExperimentCommand(ExperimentRun.RunAsync).InvokeAsync(args);
