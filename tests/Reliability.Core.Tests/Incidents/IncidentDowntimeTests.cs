using CsCheck;
using Reliability.Common;
using Reliability.Incidents;

namespace Reliability.Core.Tests.Incidents;

public sealed class IncidentDowntimeTests
{
    /// <summary>The definition: the number of minutes that are in at least one of the ranges.</summary>
    [Fact]
    public void Time_in_several_ranges_counts_once() => Gen.Select(Gen.Int[0, 200], Gen.Int[-10, 60]).Array[0, 12].Sample(all =>
    {
        TimeRange[] ranges =
        [
            .. all.Select(one => new TimeRange(
                SomeIncidents.Now.AddMinutes(one.Item1), SomeIncidents.Now.AddMinutes(one.Item1 + one.Item2))),
        ];
        int minutes = Enumerable.Range(0, 300).Count(i =>
            ranges.Any(range => range.Start <= SomeIncidents.Now.AddMinutes(i) && range.End > SomeIncidents.Now.AddMinutes(i)));
        return IncidentDowntime.Of(ranges) == TimeSpan.FromMinutes(minutes);
    });
}
