using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Reliability.Storage.Internal;

/// <summary>
/// Copies experiments page by page. The target stages the pages and stores how far they came under an id that names the source and its
/// state, so that a later run goes on there, unless the source has changed: then what was staged is of no use.
/// </summary>
internal sealed class EnrollmentCopy(IEnrollmentStore source, IEnrollmentStore target, string sourceName, CopyLedger ledger)
{
    /// <summary>How often an import may begin again before the copy gives up, because something else writes to it.</summary>
    private const int MaxRestarts = 3;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (ExperimentId experiment in source.ListExperimentsAsync(cancellationToken).ConfigureAwait(false))
        {
            ledger.Update(ledger.Report with { Current = $"experiment {experiment}" });
            EnrollmentState state = await source.GetStateAsync(experiment, cancellationToken).ConfigureAwait(false);
            EnrollmentState present = await target.GetStateAsync(experiment, cancellationToken).ConfigureAwait(false);
            if (present.Producers.Count == 0)
            {
                present = await CopyAsync(experiment, state, cancellationToken).ConfigureAwait(false);
            }

            Report(experiment, state, present);
        }
    }

    /// <summary>Copies the units and then the state, and returns the state of the target when it has data of the experiment.</summary>
    private async Task<EnrollmentState> CopyAsync(ExperimentId experiment, EnrollmentState state, CancellationToken cancellationToken)
    {
        string import = Identity(state);
        string? after = null;
        for (int restarts = 0; restarts <= MaxRestarts;)
        {
            UnitPage page = await source.ExportAsync(experiment, after, cancellationToken).ConfigureAwait(false);
            if (page.Continuation is null
                && Identity(await source.GetStateAsync(experiment, cancellationToken).ConfigureAwait(false)) != import)
            {
                break;
            }

            EnrollmentImportResult result =
                await SendAsync(experiment, import, after, page, state, cancellationToken).ConfigureAwait(false);
            switch (result.Outcome)
            {
                case EnrollmentImportOutcome.Imported:
                    ledger.Update(ledger.Report with
                    {
                        Experiments = ledger.Report.Experiments + 1,
                        Units = ledger.Report.Units + state.CountUnits(),
                    });
                    return state;
                case EnrollmentImportOutcome.Present:
                    return await target.GetStateAsync(experiment, cancellationToken).ConfigureAwait(false);
                default:
                    bool isLost =
                        result.Outcome == EnrollmentImportOutcome.Incomplete || (after is not null && result.Continuation is null);
                    restarts += isLost ? 1 : 0;
                    after = result.Continuation;
                    ledger.Update(ledger.Report);
                    break;
            }
        }

        ledger.Conflict($"Experiment {experiment} changed while it was copied, and is not in the target. Stop its writers and copy again.");
        return state;
    }

    /// <summary>Sends a page in parts that the target accepts. The last part moves the import on, or ends it.</summary>
    private async Task<EnrollmentImportResult> SendAsync(
        ExperimentId experiment,
        string import,
        string? after,
        UnitPage page,
        EnrollmentState state,
        CancellationToken cancellationToken)
    {
        UnitRecord[][] parts = [.. page.Units.Chunk(EnrollmentImport.MaxUnits)];
        foreach (UnitRecord[] part in parts.SkipLast(1))
        {
            EnrollmentImportResult result = await target.ImportAsync(
                new EnrollmentImport(experiment, import, after, part), cancellationToken).ConfigureAwait(false);
            if (result.Outcome != EnrollmentImportOutcome.Staged || result.Continuation != after)
            {
                return result;
            }
        }

        var last = new EnrollmentImport(experiment, import, after, parts.LastOrDefault() ?? [])
        {
            Continuation = page.Continuation,
            Final = page.Continuation is null ? state : null,
        };
        return await target.ImportAsync(last, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Every batch that the source applied must be known to the target, whose producers may have gone on since.</summary>
    private void Report(ExperimentId experiment, EnrollmentState state, EnrollmentState present)
    {
        Dictionary<string, long> known = present.Producers.ToDictionary(one => one.ProducerId, one => one.Sequence, StringComparer.Ordinal);
        if (state.Producers.All(one => known.GetValueOrDefault(one.ProducerId) >= one.Sequence))
        {
            return;
        }

        ledger.Conflict(state.Producers.Any(one => known.ContainsKey(one.ProducerId))
            ? $"The source accepted entries of experiment {experiment} after it was copied; these entries were not copied."
            : $"The target has other units of experiment {experiment}.");
    }

    /// <summary>Returns a name for the state of the source: each batch that is applied changes the sequence of a producer.</summary>
    private string Identity(EnrollmentState state)
    {
        var text = new StringBuilder(sourceName);
        text.Append(CultureInfo.InvariantCulture, $"\n{state.CountUnits()} {state.Summary.Crossed}");
        foreach (EnrollmentProducer producer in state.Producers.OrderBy(one => one.ProducerId, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{producer.Sequence} {producer.ProducerId}");
        }

        return $"copy:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16))}";
    }
}
