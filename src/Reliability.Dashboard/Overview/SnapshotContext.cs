using Microsoft.Extensions.DependencyInjection;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Dashboard.Internal;

/// <summary>What a section reads from: the services of the setup, and what several sections share.</summary>
internal sealed class SnapshotContext(
    IServiceProvider services, string setup, RegisterCache registers, DateTimeOffset asOf, DateTimeOffset? at)
{
    private Task<IReadOnlyDictionary<string, GateDecision>>? _gates;

    public DateTimeOffset AsOf => asOf;

    /// <summary>Gets the time of the past that is read; <see langword="null"/> for the present.</summary>
    public DateTimeOffset? At => at;

    /// <summary>Gets what is kept of registers.</summary>
    public RegisterCache Registers => registers;

    /// <summary>Gets the budgets of that time.</summary>
    public IErrorBudgets Budgets => at is { } past ? Get<IErrorBudgets>().AsOf(past) : Get<IErrorBudgets>();

    /// <summary>Gets what sections cannot tell of the past, for the reader.</summary>
    public IList<string> Limits { get; } = [];

    public T Get<T>()
        where T : notnull => services.GetRequiredKeyedService<T>(setup);

    public IEnumerable<T> All<T>()
        where T : notnull => services.GetKeyedServices<T>(setup);

    public T? Find<T>()
        where T : class => services.GetKeyedService<T>(setup);

    /// <summary>Returns the decisions of the gates of all services, with the reports that they are based on.</summary>
    public Task<IReadOnlyDictionary<string, GateDecision>> GatesAsync(CancellationToken cancellationToken) =>
        _gates ??= DecideAsync(cancellationToken);

    /// <summary>Returns the reports of all objectives, in the order of their declaration.</summary>
    public async Task<IReadOnlyList<SloReport>> ReportsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, GateDecision> gates = await GatesAsync(cancellationToken).ConfigureAwait(false);
        var bySlo = gates.Values.SelectMany(gate => gate.Evidence).ToDictionary(report => report.Status.Slo, StringComparer.Ordinal);
        return [.. Get<IErrorBudgets>().Objectives.Select(slo => bySlo[slo.Name])];
    }

    /// <summary>
    /// Returns whether a service has documents of a collection. One call answers it for all of them, so that what no service has costs
    /// nothing else.
    /// </summary>
    public async ValueTask<bool> HasDocumentsAsync(string service, string collection, CancellationToken cancellationToken)
    {
        (HashSet<(string, string)> found, _) = await Registers.GetAsync(
            "collections",
            isUrgent: true,
            async token =>
            {
                HashSet<(string, string)> all = [];
                await foreach (CollectionId one in Get<IDocumentStore>().ListCollectionsAsync(token).ConfigureAwait(false))
                {
                    all.Add((one.Service, one.Name));
                }

                return all;
            },
            cancellationToken).ConfigureAwait(false);
        return found.Contains((service, collection));
    }

    /// <summary>Returns whether a service has a stream of events. One call answers it for all of them.</summary>
    public async ValueTask<bool> HasEventsAsync(string service, string stream, CancellationToken cancellationToken)
    {
        (HashSet<(string, string)> found, _) = await Registers.GetAsync(
            "streams",
            isUrgent: false,
            async token =>
            {
                HashSet<(string, string)> all = [];
                await foreach (StreamId one in Get<IEventLog>().ListStreamsAsync(token).ConfigureAwait(false))
                {
                    all.Add((one.Service, one.Name));
                }

                return all;
            },
            cancellationToken).ConfigureAwait(false);
        return found.Contains((service, stream));
    }

    private async Task<IReadOnlyDictionary<string, GateDecision>> DecideAsync(CancellationToken cancellationToken) => at is { } past
        ? await Get<IReleaseGate>().ReplayEachAsync(past, cancellationToken).ConfigureAwait(false)
        : await Get<IReleaseGate>().DecideEachAsync(cancellationToken).ConfigureAwait(false);
}
