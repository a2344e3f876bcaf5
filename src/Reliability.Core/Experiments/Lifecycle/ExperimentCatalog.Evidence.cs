using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Experiments.Internal;
using Reliability.Storage;

namespace Reliability.Experiments;

/// <content>Reports, and the evidence of each day.</content>
public sealed partial class ExperimentCatalog
{
    /// <inheritdoc/>
    public async ValueTask<ExperimentReport> AnalyzeAsync(Experiment seen, CancellationToken cancellationToken = default)
    {
        RequireOwn(seen);
        return seen.Conclusion?.Report
            ?? Reviewed(seen, await _evidence.ReadAsync(seen, Now(), cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask<ExperimentReport> GetReportAsync(Experiment seen, CancellationToken cancellationToken = default)
    {
        RequireOwn(seen);
        return seen.Conclusion?.Report
            ?? Reviewed(seen, await _evidence.PeekAsync(seen, Now(), cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask<DateOnly?> RecordDayAsync(Experiment seen, CancellationToken cancellationToken = default)
    {
        RequireOwn(seen);
        DateTimeOffset now = Now();
        if (seen.State == ExperimentState.Concluded
            || LastDayOf(seen, LocalDay.StartOf(now, _dayZone)) is not { } day)
        {
            return null;
        }

        DocumentSet<EvidenceRecord> days = DaysOf(seen);
        string id = IdOf(day);
        if ((await days.GetAsync([id], cancellationToken).ConfigureAwait(false))[0] is not null)
        {
            return day;
        }

        var record = new EvidenceRecord
        {
            Revision = seen.Revision,
            Evidence = StoredEvidence.Of(await _evidence.ReadNowAsync(seen, now, cancellationToken).ConfigureAwait(false)),
        };

        // A conflict means that the day was stored in the meantime; the first evidence stays.
        await days.PutAsync(days.Write(id, seen: null, record), cancellationToken).ConfigureAwait(false);
        return day;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<EvidenceDay>> GetEvidenceAsync(
        Experiment seen,
        DateOnly? after = null,
        int maxCount = DocumentQuery.MaxPageSize,
        CancellationToken cancellationToken = default)
    {
        RequireOwn(seen);
        Check.Between(maxCount, 1, DocumentQuery.MaxPageSize);
        IReadOnlyList<Stored<EvidenceRecord>> stored = await DaysOf(seen)
            .ListAsync(after is { } day ? IdOf(day) : null, maxCount, cancellationToken).ConfigureAwait(false);
        IEnumerable<EvidenceDay> days = stored.Select(one => Of(seen, DayOf(one.Id.Id), one.Require().Evidence.ToEvidence()));
        if (seen.Conclusion is not { } conclusion)
        {
            return [.. days];
        }

        DateOnly last = DayOf(seen.History[^1].At);
        EvidenceDay final = Of(seen, last, conclusion.Evidence) with { IsConclusion = true };
        return [.. days.Where(one => one.Day < last).Concat(last > (after ?? DateOnly.MinValue) ? [final] : []).Take(maxCount)];
    }
    /// <summary>
    /// Returns the report with the warnings among its reasons. The report of a conclusion has none, so that it follows from its evidence
    /// alone.
    /// </summary>
    private ExperimentReport Reviewed(Experiment seen, ExperimentEvidence evidence)
    {
        ExperimentReport report = ExperimentAnalysis.Analyze(seen, evidence);
        return report with { Reasons = [.. report.Reasons, .. Review(seen.Definition)] };
    }


    private static string IdOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly DayOf(string id) => DateOnly.ParseExact(id, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static EvidenceDay Of(Experiment seen, DateOnly day, ExperimentEvidence evidence) => new()
    {
        Day = day,
        Evidence = evidence,
        Metrics = ExperimentAnalysis.CompareAtAnyTime(seen, evidence),
    };

    private DateOnly DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, _dayZone).DateTime);

    /// <summary>Returns the last day before today on which an experiment ran, or null if there is none.</summary>
    private DateOnly? LastDayOf(Experiment experiment, DateTimeOffset today) =>
        experiment.LastRunBefore(today) is { } last ? DayOf(last) : null;

    private DocumentSet<EvidenceRecord> DaysOf(Experiment experiment) => new(_documents, _service, experiment.Definition.Key);
}
