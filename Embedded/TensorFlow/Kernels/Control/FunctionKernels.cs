
namespace Embedded.TensorFlow.Kernels.Control;

/// <summary>Branches and loops over functions.</summary>
internal static class FunctionKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Functions", "all")
        .Add("If", Branch, KernelTraits.Effect)
        .Add("StatelessIf", Branch, KernelTraits.Reads)
        .Add("Case", Branch, KernelTraits.Effect)
        .Add("StatelessCase", Branch, KernelTraits.Reads)
        .Add("While", Loop, KernelTraits.Effect, "TF1 loops become this")
        .Add("StatelessWhile", Loop, KernelTraits.Reads);

    private static KernelBody Branch(KernelBuild build)
    {
        var (op, bodies) = (build.Node.Op, build.Bodies);
        if (bodies.Count == 0)
        {
            throw TensorFlowException.InvalidArgument($"Node '{build.Node.Name}' (type: '{op}') has no branches");
        }

        RequireArguments(build, 1);
        return context =>
        {
            var arguments = new LentArguments(context, first: 1);
            var results = bodies[Condition.Branch(op, context.Input(0), bodies.Count)].Call(arguments.Values, context.Run);
            arguments.Return(context, results);
        };
    }

    private static KernelBody Loop(KernelBuild build)
    {
        var (condition, body) = (build.Bodies[0], build.Bodies[1]);
        RequireArguments(build, 0);
        return context =>
        {
            var arguments = new LentArguments(context, first: 0);
            var values = arguments.Values;
            while (Condition.IsTrue(condition.Call(values, context.Run)[0]))
            {
                context.Run.CancellationToken.ThrowIfCancellationRequested();
                values = body.Call(values, context.Run);
            }

            arguments.Return(context, values);
        };
    }

    private static void RequireArguments(KernelBuild build, int first)
    {
        var given = build.Node.Inputs.Count - first;
        foreach (var body in build.Node.Bodies)
        {
            var isCondition = first == 0 && ReferenceEquals(body, build.Node.Bodies[0]);
            if (body.Feeds.Count != given || (first == 0 && body.Fetches.Count != (isCondition ? 1 : given)))
            {
                throw TensorFlowException.InvalidArgument($"A function of node '{build.Node.Name}' (type: '{build.Node.Op}') takes {body.Feeds.Count} arguments and gives {body.Fetches.Count} results, but the node gives {given}");
            }
        }
    }
}
