namespace Reliability.Benchmarks.Storage.Reading;

/// <summary>Adds up the same rows as the library with a hand-written query or pipeline, for one service whose names it knows.</summary>
internal interface IReadingPeer : IAsyncDisposable
{
    /// <summary>Returns, for each series in the order of the names, the sums of the ranges: first all of the first series.</summary>
    Task<(long Count, long Good)[]> SumAsync(ReadingRange[] ranges);
}
