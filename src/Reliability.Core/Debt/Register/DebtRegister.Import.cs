using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Debt.Internal;
using Reliability.Storage;

namespace Reliability.Debt;

public sealed partial class DebtRegister
{
    /// <summary>The number of items that are written in one call of the store.</summary>
    private const int ImportSize = 200;

    /// <inheritdoc/>
    public ValueTask<DebtImportReport> PlanImportAsync(DebtImportBatch batch, CancellationToken cancellationToken = default) =>
        ImportAsync(batch, new ChangeRequest { By = "plan", Reason = "plan" }, isPlan: true, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<DebtImportReport> ImportAsync(
        DebtImportBatch batch, ChangeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ImportAsync(batch, request, isPlan: false, cancellationToken);
    }

    private async ValueTask<DebtImportReport> ImportAsync(
        DebtImportBatch batch, ChangeRequest request, bool isPlan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        DateTimeOffset now = Now();
        List<DebtRejection> rejected = [.. batch.Rejected];
        List<(string Id, DebtRecord Record)> accepted = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (DebtImportItem item in Check.Copy(batch.Items))
        {
            // The long id: nobody types the ids of an import, and a short one could meet that of an item of another origin.
            string id = DebtItemId.OfSource(item.SourceId)[^1];
            try
            {
                DebtRecord record = Imported(item, request, now);
                if (ids.Add(id))
                {
                    accepted.Add((id, record));
                }
                else
                {
                    rejected.Add(new DebtRejection { Where = item.SourceId, Reason = "It is in the import a second time." });
                }
            }
            catch (ArgumentException e)
            {
                rejected.Add(new DebtRejection { Where = item.SourceId, Reason = IssueReader.Sentence(e) });
            }
        }

        int added = 0;
        foreach ((string Id, DebtRecord Record)[] chunk in accepted.Chunk(ImportSize))
        {
            if (isPlan)
            {
                IReadOnlyList<Stored<DebtRecord>?> present =
                    await _items.GetAsync([.. chunk.Select(one => one.Id)], cancellationToken).ConfigureAwait(false);
                added += present.Count(one => one is null);
                continue;
            }

            IReadOnlyList<WriteOutcome> outcomes = await _items.PutAsync(
                [.. chunk.Select(one => _items.Write(one.Id, seen: null, one.Record))], cancellationToken).ConfigureAwait(false);
            added += outcomes.Count(outcome => outcome == WriteOutcome.Stored);
        }

        return new DebtImportReport
        {
            IsPlan = isPlan,
            AddedCount = added,
            PresentCount = accepted.Count - added,
            Rejected = rejected,
        };
    }

    private static DebtRecord Imported(DebtImportItem item, ChangeRequest request, DateTimeOffset now)
    {
        RequireDates(item.Definition, now);
        DebtRecord record = DebtRecord.Of(item.Definition, now) with { History = [Entry(DebtChangeKind.Registered, request, now)] };
        if (item.ResolvedAt is not { } resolvedAt)
        {
            return record;
        }

        Check.That(
            resolvedAt <= now + _maxAhead && resolvedAt >= record.CreatedAt,
            resolvedAt,
            $"An item is resolved after it was found ({record.CreatedAt:u}) and before now ({now:u}).",
            nameof(item.ResolvedAt));
        DebtRecord resolved = record with { ResolvedAt = AuditText.ToMicrosecond(resolvedAt), ResolvedBy = request.By };
        StoredDebtChange entry = Entry(DebtChangeKind.Resolved, request, now) with
        {
            // An id names one change.
            Id = request.Id.Length <= 91 ? $"{request.Id}:resolved" : AuditText.NewId(),
            Fields = DebtFields.Between(record, resolved),
        };
        return resolved with { History = [.. record.History, entry] };
    }
}
