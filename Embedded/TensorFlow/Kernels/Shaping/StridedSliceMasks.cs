using Embedded.TensorFlow.Format;

namespace Embedded.TensorFlow.Kernels.Shaping;

/// <summary>Bit i of a mask speaks of entry i of the slice specification.</summary>
internal sealed record StridedSliceMasks(long Begin, long End, long Ellipsis, long NewAxis, long ShrinkAxis)
{
    public static StridedSliceMasks Read(AttributeMap attributes) => new(
        attributes.Int("begin_mask", 0),
        attributes.Int("end_mask", 0),
        attributes.Int("ellipsis_mask", 0),
        attributes.Int("new_axis_mask", 0),
        attributes.Int("shrink_axis_mask", 0));

    public static bool Has(long mask, int bit) => ((mask >> bit) & 1) != 0;
}
