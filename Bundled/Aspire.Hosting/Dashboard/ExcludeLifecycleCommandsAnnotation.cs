using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard;

/// <summary>No start and stop: nobody shall end the dashboard from inside the dashboard.</summary>
internal sealed class ExcludeLifecycleCommandsAnnotation : IResourceAnnotation;
