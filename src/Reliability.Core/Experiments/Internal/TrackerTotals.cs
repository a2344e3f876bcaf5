using Reliability.Storage;

namespace Reliability.Experiments.Internal;

/// <summary>The totals of the outcomes of events. The tracker synchronizes access.</summary>
internal sealed class TrackerTotals
{
    private TrackerStatistics _sum = new();

    public TrackerStatistics Sum => Volatile.Read(ref _sum);

    public void AddDuplicate() => Volatile.Write(ref _sum, _sum with { Duplicates = _sum.Duplicates + 1 });

    public void Add(EnrollmentResult result, int entries, int again) => Volatile.Write(ref _sum, result.Superseded
        ? _sum with { Superseded = _sum.Superseded + entries }
        : _sum with
        {
            Enrolled = _sum.Enrolled + result.Enrolled,
            Crossed = _sum.Crossed + result.Crossed,
            Counted = _sum.Counted + result.Counted,
            Duplicates = _sum.Duplicates + result.Duplicates,
            OtherVariant = _sum.OtherVariant + result.OtherVariant,
            OfCrossed = _sum.OfCrossed + result.OfCrossed,
            Unexposed = _sum.Unexposed + result.Unexposed.Count - again,
        });
}
