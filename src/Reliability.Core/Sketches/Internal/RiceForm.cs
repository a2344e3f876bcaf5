namespace Reliability.Sketches.Internal;

/// <summary>How the buckets of a side are written.</summary>
internal enum RiceForm
{
    Empty = 0,
    Sparse = 1,
    Dense = 2,
    Packed = 3,
}
