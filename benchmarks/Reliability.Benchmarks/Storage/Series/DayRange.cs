namespace Reliability.Benchmarks.Storage.Series;

/// <summary>Days of one series.</summary>
internal sealed record DayRange(string Service, string Series, DateTimeOffset From, int Days)
{
    public DateTimeOffset To => From.AddDays(Days);
}
