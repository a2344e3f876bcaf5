namespace Reliability.Benchmarks.Storage.Series;

/// <summary>Reads the days of one series with a hand-written query, and neither decodes nor merges them.</summary>
internal interface IDayPeer : IAsyncDisposable
{
    /// <summary>Returns the number of rows with a sketch.</summary>
    Task<int> ReadAsync(DayRange range);
}
