using Reliability.Recording;

namespace Reliability.Guarantees.Tests;

internal static class Balance
{
    public static void ShouldBalance(this RecorderStatistics statistics) =>
        statistics.Recorded.Should().Be(statistics.Flushed + statistics.Pending + statistics.Dropped, "every event is somewhere");
}
