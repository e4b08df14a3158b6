using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>The command line of a resource, before variables and arguments are known.</summary>
/// <param name="Command">Program.</param>
/// <param name="FirstArguments">Arguments before those of the model.</param>
/// <param name="WorkingDirectory">Directory it is started in.</param>
/// <param name="Properties">What to show of it.</param>
internal sealed record LaunchPlan(string Command, ImmutableArray<string> FirstArguments, string WorkingDirectory, ImmutableArray<ResourcePropertySnapshot> Properties);
