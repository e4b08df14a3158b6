using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Control;

/// <summary>Values passed on, chosen or withheld.</summary>
internal static class ControlFlowKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Control flow", "all")
        .Add("NoOp", static _ => { })
        .Add("ControlTrigger", static _ => { })
        .Add("Identity", PassOn)
        .Add("IdentityN", PassOn)
        .Add("StopGradient", PassOn)
        .Add("PreventGradient", PassOn)
        .Add("Snapshot", PassOn)
        .Add("GuaranteeConst", PassOn)
        .Add("DeepCopy", PassOn)
        .Add("RefIdentity", PassOn)
        .Add("DisableCopyOnRead", static _ => { })
        .Add("PlaceholderWithDefault", PassOn)
        .Add("Placeholder", Unfed)
        .Add("Switch", Switch, KernelTraits.Branches)
        .Add("RefSwitch", Switch, KernelTraits.Branches)
        .Add("Merge", Merge, KernelTraits.AcceptsDead)
        .Add("RefMerge", Merge, KernelTraits.AcceptsDead);

    private static void PassOn(KernelContext context)
    {
        for (var i = 0; i < context.InputCount; i++)
        {
            context.Set(i, context.Input(i));
        }
    }

    private static KernelBody Unfed(KernelBuild build)
    {
        var dtype = build.Attributes.Type("dtype", DataType.Invalid).CanonicalName();
        return context => throw TensorFlowException.InvalidArgument(
            $"You must feed a value for placeholder tensor '{context.NodeName}' with dtype {dtype}");
    }

    private static void Switch(KernelContext context)
    {
        var taken = context.Input(1).Data<bool>()[0] ? 1 : 0;
        context.Set(taken, context.Input(0));
        context.SetDead(1 - taken);
    }

    private static void Merge(KernelContext context)
    {
        for (var i = 0; i < context.InputCount; i++)
        {
            if (context.InputOrDead(i) is { } value)
            {
                context.Set(0, value);
                context.Set(1, Tensor.Scalar(i));
                return;
            }
        }

        context.SetDead(0);
        context.SetDead(1);
    }
}
