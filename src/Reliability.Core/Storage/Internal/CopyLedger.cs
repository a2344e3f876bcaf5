namespace Reliability.Storage.Internal;

/// <summary>Adds up the progress of a copy and reports it.</summary>
internal sealed class CopyLedger(IProgress<StoreCopyReport>? progress)
{
    public StoreCopyReport Report { get; private set; } = new();

    public void Update(StoreCopyReport report)
    {
        Report = report;
        progress?.Report(report);
    }

    public void Conflict(string sentence) => Update(Report with { Conflicts = [.. Report.Conflicts, sentence] });
}
