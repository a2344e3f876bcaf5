namespace Reliability.Benchmarks.Storage;

/// <summary>Something that a server counts by itself, so that it does not depend on how busy the machine is.</summary>
/// <param name="What">What is counted.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="ReadAsync">Returns how much there was so far.</param>
internal sealed record FlushCost(string What, string Unit, Func<Task<double>> ReadAsync);
