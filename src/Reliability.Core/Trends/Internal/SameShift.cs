using Reliability.Statistics;

namespace Reliability.Trends.Internal;

/// <summary>Decides whether two findings are one shift. The place of a shift moves by some days as more days follow.</summary>
internal static class SameShift
{
    /// <summary>The distance of two intervals up to which they are one: an interval can be as short as a day, and still move.</summary>
    private static readonly TimeSpan Beside = TimeSpan.FromDays(2);

    public static StoredShift ToStored(MetricShift shift) => new()
    {
        At = shift.At,
        From = shift.Within.Start,
        To = shift.Within.End,
        Kind = TrendWords.Kind.Word(shift.Kind),
        Size = shift.Size,
    };

    public static StoredShift ToStored(AcceptedShift shift) => new()
    {
        At = shift.At,
        From = shift.Within.Start,
        To = shift.Within.End,
        Kind = TrendWords.Kind.Word(shift.Kind),
        Size = shift.Size,
    };

    /// <summary>
    /// Returns whether a known shift was found again: in the same direction, and where it was found first or last. Its kind does not
    /// matter, because more days can turn a step into a ramp.
    /// </summary>
    public static bool Is(KnownShift known, MetricShift found) => Is(known.Last, found) || Is(known.First, found);

    public static bool Is(StoredShift one, MetricShift found) =>
        Math.Sign(one.Size) == Math.Sign(found.Size) && Overlap(one, found.Within.Start, found.Within.End);

    /// <summary>Returns whether the baseline of an acceptance replaces the level that a known shift is about.</summary>
    public static bool IsCovered(KnownShift known, AcceptedShift accepted)
    {
        StoredShift other = ToStored(accepted);
        bool isSame = Math.Sign(known.Last.Size) == Math.Sign(other.Size)
            && (Overlap(known.Last, other.From, other.To) || Overlap(known.First, other.From, other.To));
        return isSame || known.Last.To <= accepted.BaselineStart;
    }

    /// <summary>Returns whether a shift stays: a level that is back is no shift to act on.</summary>
    public static bool IsLasting(MetricShift shift) => shift.Kind is ShiftKind.Step or ShiftKind.Ramp;

    private static bool Overlap(StoredShift one, DateTimeOffset from, DateTimeOffset to) =>
        one.From < to + Beside && from < one.To + Beside;
}
