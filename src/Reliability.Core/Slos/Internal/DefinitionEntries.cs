using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Records in the ledger of a service how objectives are defined. An entry is appended only behind the entries from which it was decided,
/// so that the decision of a process that was suspended, and whose claim another process holds now, is not stored. Used for one run.
/// </summary>
internal sealed class DefinitionEntries(IEventLog log, string service)
{
    private readonly Dictionary<string, (LedgerEntry Entry, string? Measures)> _latest = new(StringComparer.Ordinal);
    private long _position;

    /// <summary>Returns the failure of an objective whose claim is lost; otherwise null.</summary>
    public static ReliabilityException? FaultOf(Claimed claimed) => claimed.Lost.IsCancellationRequested
        ? new ReliabilityException(
            $"The claim to the ledger of '{claimed.Slo.Name}' was lost during the work; the process that holds it now continues.")
        : null;

    /// <returns>The objectives whose definition was not recorded, because another process decides it, and why.</returns>
    /// <exception cref="StoreException">The ledger could not be read or written.</exception>
    public async ValueTask<IReadOnlyDictionary<string, ReliabilityException>> RecordAsync(
        IReadOnlyList<Claimed> claimed,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await ReadNewAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, ReliabilityException> rejected = new(StringComparer.Ordinal);
        foreach (Claimed one in claimed)
        {
            if (await RecordAsync(one, now, cancellationToken).ConfigureAwait(false) is { } fault)
            {
                rejected[one.Slo.Name] = fault;
            }
        }

        return rejected;
    }

    private async ValueTask<ReliabilityException?> RecordAsync(Claimed claimed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        SloDefinition slo = claimed.Slo;
        (LedgerEntry? before, string? measured) = _latest.GetValueOrDefault(slo.Name);
        bool startsAnew = before is not null && measured != DefinitionText.Measures(slo.Indicator);
        LedgerRecord record = Of(slo, (before?.Generation ?? 0) + 1, startsAnew, now);
        LedgerEntry? latest = before;
        while (latest?.Reason != record.Reason)
        {
            if (FaultOf(claimed) is { } lost)
            {
                return lost;
            }

            if (latest?.Position != before?.Position)
            {
                return new ReliabilityException(
                    $"Another process recorded a definition of '{slo.Name}' in the meantime. If the definition of this process is in "
                    + "effect, the next round records it.");
            }

            if (await LedgerLog.TryAppendDefinitionAsync(log, service, record, _position, cancellationToken).ConfigureAwait(false)
                is { } position)
            {
                // Entries of others before this one are not read yet; the next append then conflicts.
                _position = position == _position + 1 ? position : _position;
                return null;
            }

            await ReadNewAsync(cancellationToken).ConfigureAwait(false);
            latest = _latest.GetValueOrDefault(slo.Name).Entry;
        }

        return null;
    }

    private async ValueTask ReadNewAsync(CancellationToken cancellationToken)
    {
        await foreach ((LedgerEntry entry, string? measures) in LedgerLog
            .ReadAsync(log, service, _position, int.MaxValue, cancellationToken)
            .ConfigureAwait(false))
        {
            _position = entry.Position;
            if (entry is { Kind: LedgerEntryKind.Definition, Slo: { } name })
            {
                _latest[name] = (entry, measures);
            }
        }
    }

    private static LedgerRecord Of(SloDefinition slo, int generation, bool startsAnew, DateTimeOffset now)
    {
        string text = slo.Describe();
        return new LedgerRecord
        {
            Id = NameOf(slo, generation, text),
            Slo = slo.Name,
            By = Environment.MachineName,
            Reason = text,
            From = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute)),
            Generation = generation,
            Measures = DefinitionText.Measures(slo.Indicator),
            StartsAnew = startsAnew,
        };
    }

    /// <summary>Returns the ID of one generation of a definition, which is the same in every process.</summary>
    private static string NameOf(SloDefinition slo, int generation, string text)
    {
        byte[] content = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{slo.Name.Length}:{slo.Name}{text}"));
        string hash = Convert.ToHexStringLower(SHA256.HashData(content))[..20];
        return string.Create(CultureInfo.InvariantCulture, $"definition:{generation}:{hash}");
    }
}
