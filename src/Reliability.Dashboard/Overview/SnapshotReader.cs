using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Dashboard.Internal;

/// <summary>Reads a snapshot: every section once, for all viewers.</summary>
internal sealed class SnapshotReader(IServiceProvider services, string setup, TimeProvider clock)
{
    private readonly ISection[] _sections =
    [
        new ServicesSection(),
        new ObjectivesSection(),
        new IncidentsSection(),
        new DeploymentsSection(),
        new ImprovementSection(),
        new DebtSection(),
        new ExperimentsSection(),
        new TrendsSection(clock),
    ];

    private static readonly string[] _limits =
    [
        "Objectives are those that are declared now.",
        "The gates are what objectives and overrides decided; policies and other checks know only the present.",
        "Burn rates, and what is decided by them, are undefined where the store no longer keeps minutes.",
    ];

    private readonly RegisterCache _registers = new(clock);

    private readonly ILogger _logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(ReliabilityLogCategories.AspNetCore);

    /// <summary>Returns why something could not be read, in words that name no server: the log has the rest.</summary>
    public static string Problem(Exception e) => e is StoreException
        ? "The store cannot be read now. The log of the application states the reason."
        : e is ReliabilityException ? e.Message : "This could not be read; the log of the application states the reason.";

    /// <summary>Returns how old data are, in whole seconds; 0 if the clock was set back.</summary>
    public static decimal Age(DateTimeOffset asOf, TimeProvider clock) =>
        Math.Max(0, decimal.Floor((decimal)(clock.GetUtcNow() - asOf).TotalSeconds));

    /// <summary>Makes the next read of the present read everything again: something was changed through this process.</summary>
    public void Forget()
    {
        _registers.Invalidate();
        foreach (ISection section in _sections)
        {
            section.Forget();
        }
    }

    /// <summary>Reads the present.</summary>
    /// <exception cref="StoreException">No section could be read.</exception>
    public ValueTask<Snapshot> ReadAsync(CancellationToken cancellationToken) => ReadAsync(at: null, cancellationToken);

    /// <summary>Reads a time of the past.</summary>
    /// <exception cref="StoreException">No section could be read.</exception>
    public async ValueTask<Snapshot> ReadAsync(DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var context = new SnapshotContext(services, setup, _registers, at ?? clock.GetUtcNow(), at);
        if (at is null)
        {
            _registers.Begin();
        }

        List<SectionPart> parts = [];
        Exception? last = null;
        foreach (ISection section in _sections)
        {
            try
            {
                if (await section.ReadAsync(context, cancellationToken).ConfigureAwait(false) is { } part)
                {
                    parts.Add(part);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                last = e;
                Log.SectionFailed(_logger, e, section.Name);
                parts.Add(new FaultPart(section.Name, Problem(e)));
            }
        }

        return last is not null && parts.TrueForAll(part => part is FaultPart || part.IsKept)
            ? throw (last as StoreException ?? new StoreException("No section of the dashboard could be read.", isTransient: true, last))
            : new Snapshot
            {
                AsOf = context.AsOf,
                Parts = parts,
                Past = at is { } past ? new PastNote { At = past, Limits = [.. _limits, .. context.Limits] } : null,
            };
    }
}
