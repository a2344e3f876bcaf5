using Reliability.Storage;

namespace Reliability.Experiments.Internal;

/// <summary>The stored form of the sums of all arms.</summary>
internal sealed record StoredSums
{
    public required IReadOnlyList<StoredArm> Arms { get; init; }

    public required long Crossed { get; init; }

    public static StoredSums Of(EnrollmentSummary one) => new()
    {
        Arms = [.. one.Arms.Select(StoredArm.Of)],
        Crossed = one.Crossed,
    };

    public EnrollmentSummary ToSummary() => new() { Arms = [.. Arms.Select(item => item.ToArm())], Crossed = Crossed };
}
