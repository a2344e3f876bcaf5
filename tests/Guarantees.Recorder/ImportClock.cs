namespace Reliability.Guarantees;

/// <summary>The same day for every run of an import.</summary>
internal sealed class ImportClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => Workload.ImportStart.AddDays(1);
}
