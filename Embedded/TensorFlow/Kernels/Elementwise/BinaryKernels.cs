using System.Numerics;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>Two inputs, broadcast to each other.</summary>
internal static class BinaryKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Binary arithmetic", "numbers")
        .Add("Add", Addition(), notes: "strings too")
        .Add("AddV2", Vector<AddOp>())
        .Add("Sub", Vector<SubtractOp>())
        .Add("Mul", Vector<MultiplyOp>())
        .Add("RealDiv", Division())
        .Add("Div", Division())
        .Add("TruncateDiv", Scalar<TruncateDivideOp>())
        .Add("Maximum", Vector<MaximumOp>())
        .Add("Minimum", Vector<MinimumOp>())
        .Add("SquaredDifference", Scalar<SquaredDifferenceOp>())
        .Add("FloorDiv", Scalar<FloorDivideOp>())
        .Add("FloorMod", Scalar<FloorModOp>())
        .Add("TruncateMod", Scalar<TruncateModOp>())
        .Add("Mod", Scalar<TruncateModOp>())
        .Add("DivNoNan", Scalar<DivideNoNanOp>())
        .Begin("Binary functions", "float, double, half, bfloat16")
        .Add("Pow", Pow, notes: "integers too")
        .Add("Atan2", Floating<Atan2Op>())
        .Add("Xdivy", Floating<XdivyOp>())
        .Add("Xlogy", Floating<XlogyOp>())
        .Begin("Comparison", "numbers")
        .Add("Less", Relation<LessRelation>())
        .Add("LessEqual", Relation<LessEqualRelation>())
        .Add("Greater", Relation<GreaterRelation>())
        .Add("GreaterEqual", Relation<GreaterEqualRelation>())
        .Begin("Equality", "numbers, bool, string")
        .Add("Equal", Equality<EqualRelation>(true))
        .Add("NotEqual", Equality<NotEqualRelation>(false))
        .Begin("Logic", "bool")
        .Add("LogicalAnd", static c => Broadcasting.Run<bool, bool, AndRun>(c, DataType.Bool))
        .Add("LogicalOr", static c => Broadcasting.Run<bool, bool, OrRun>(c, DataType.Bool));

    private static KernelBody Vector<TOp>() where TOp : IVectorOp =>
        static c => TypeDispatch.Numeric(c.Input(0).DType, default(VectorBody<TOp>), SameTypes(c));

    private static KernelBody Scalar<TOp>() where TOp : IScalarOp =>
        static c => TypeDispatch.Numeric(c.Input(0).DType, default(ScalarBody<TOp>), SameTypes(c));

    private static KernelBody Addition()
    {
        var numbers = Vector<AddOp>();
        return c =>
        {
            if (SameTypes(c).Input(0).DType == DataType.String)
            {
                StringAddition.Run(c);
            }
            else
            {
                numbers(c);
            }
        };
    }

    // Integers take the way that knows about -1.
    private static KernelBody Division()
    {
        var (vector, scalar) = (Vector<DivideOp>(), Scalar<TruncateDivideOp>());
        return c => (c.Input(0).DType is DataType.Float or DataType.Double or DataType.Half or DataType.BFloat16 ? vector : scalar)(c);
    }

    private static void Pow(KernelContext context)
    {
        SameTypes(context);
        if (context.Input(0).DType is DataType.Float or DataType.Double or DataType.Half or DataType.BFloat16)
        {
            TypeDispatch.Floating(context.Input(0).DType, default(FloatingBody<PowOp>), context);
        }
        else
        {
            TypeDispatch.Numeric(context.Input(0).DType, default(ScalarBody<IntegerPowOp>), context);
        }
    }

    private static KernelBody Floating<TOp>() where TOp : IFloatingOp =>
        static c => TypeDispatch.Floating(c.Input(0).DType, default(FloatingBody<TOp>), SameTypes(c));

    private static KernelBody Relation<TOp>() where TOp : IRelation =>
        static c => TypeDispatch.Numeric(c.Input(0).DType, default(RelationBody<TOp>), SameTypes(c));

    private static KernelFactory Equality<TOp>(bool equal) where TOp : IRelation => build =>
    {
        // Python's == asks for "unequal" instead of an error when the shapes do not fit each other.
        var isLenient = !build.Attributes.Bool("incompatible_shape_error", true);
        return context =>
        {
            if (isLenient && !Broadcasting.Fit(context.Input(0).Shape, context.Input(1).Shape))
            {
                context.Set(0, Tensor.Scalar(!equal));
                return;
            }

            switch (SameTypes(context).Input(0).DType)
            {
                case DataType.Bool:
                    Broadcasting.Run<byte, bool, RelationRun<TOp, byte>>(context, DataType.Bool);
                    break;
                case DataType.String:
                    StringEquality.Run(context, equal);
                    break;
                case var dtype:
                    TypeDispatch.Numeric(dtype, default(RelationBody<TOp>), context);
                    break;
            }
        };
    };

    // The elements are read as the first input's type.
    private static KernelContext SameTypes(KernelContext context) => context.Input(0).DType == context.Input(1).DType
        ? context
        : throw TensorFlowException.InvalidArgument(
            $"cannot compute {context.Op} as input #1(zero-based) was expected to be a {context.Input(0).DType.CanonicalName()} tensor but is a {context.Input(1).DType.CanonicalName()} tensor");

    private readonly struct VectorBody<TOp> : INumericBody where TOp : IVectorOp
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Broadcasting.Run<T, T, VectorRun<TOp, T>>(context, context.Input(0).DType);
    }

    private readonly struct ScalarBody<TOp> : INumericBody where TOp : IScalarOp
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Broadcasting.Run<T, T, ScalarRun<TOp, T>>(context, context.Input(0).DType);
    }

    private readonly struct FloatingBody<TOp> : IFloatingBody where TOp : IFloatingOp
    {
        public void Run<T>(KernelContext context) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T> =>
            Broadcasting.Run<T, T, FloatingRun<TOp, T>>(context, context.Input(0).DType);
    }

    private readonly struct RelationBody<TOp> : INumericBody where TOp : IRelation
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Broadcasting.Run<T, bool, RelationRun<TOp, T>>(context, DataType.Bool);
    }
}
