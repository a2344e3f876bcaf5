using Reliability.Incidents;

namespace Reliability.Dashboard.Internal;

/// <summary>How the services improve: metrics, open actions, and postmortems that are due.</summary>
internal sealed class ImprovementSection : ISection
{
    /// <summary>The collection of an <see cref="IncidentRegister"/>. Another implementation is always asked.</summary>
    private const string Incidents = "incidents";

    /// <summary>The collection of a <see cref="PostmortemRegister"/>. Another implementation is always asked.</summary>
    private const string Postmortems = "postmortems";

    public string Name => ImprovementPart.SectionName;

    public async ValueTask<SectionPart?> ReadAsync(SnapshotContext context, CancellationToken cancellationToken)
    {
        if (context.Find<IImprovementMetrics>() is not { } metrics
            || context.Find<IIncidents>() is not { } incidents
            || context.Find<IPostmortems>() is not { } postmortems)
        {
            return null;
        }

        List<ImprovementServicePart> services = [];
        bool isKept = true;
        foreach (string service in incidents.Services)
        {
            bool hasIncidents = incidents is not IncidentRegister
                || await context.HasDocumentsAsync(service, Incidents, cancellationToken).ConfigureAwait(false);
            bool hasPostmortems = postmortems is not PostmortemRegister
                || await context.HasDocumentsAsync(service, Postmortems, cancellationToken).ConfigureAwait(false);
            if (!hasIncidents && !hasPostmortems)
            {
                continue;
            }

            // Each list is kept for itself, so that a snapshot reads at most one of them again.
            (ImprovementReport report, bool wasKept) = await context.Registers.GetAsync(
                "improvement:" + service,
                isUrgent: false,
                token => metrics.GetMetricsAsync(MetricRows.Range(context.Registers.Now), service, cancellationToken: token),
                cancellationToken).ConfigureAwait(false);
            isKept &= wasKept;
            ActionFigures? actions = null;
            if (hasPostmortems)
            {
                (actions, wasKept) = await context.Registers.GetAsync(
                    "actions:" + service,
                    isUrgent: false,
                    async token => ActionFigures.Of(
                        await postmortems.ListActionsAsync(ActionFigures.Query(service), token).ConfigureAwait(false),
                        context.Registers.Now,
                        ImprovementPart.MaxItems),
                    cancellationToken).ConfigureAwait(false);
                isKept &= wasKept;
            }

            RequiredFigures? required = null;
            if (hasIncidents)
            {
                (required, wasKept) = await context.Registers.GetAsync(
                    "required postmortems:" + service,
                    isUrgent: false,
                    async token => RequiredFigures.Of(
                        await postmortems.ListRequiredAsync(service, token).ConfigureAwait(false),
                        postmortems.Policy,
                        ImprovementPart.MaxItems),
                    cancellationToken).ConfigureAwait(false);
                isKept &= wasKept;
            }

            services.Add(new ImprovementServicePart(service, report, actions, required));
        }

        if (services.Count == 0)
        {
            return null;
        }

        if (context.At is not null)
        {
            context.Limits.Add("Improvement is not shown: actions and postmortems are those of the present.");
            return null;
        }

        return new ImprovementPart
        {
            Services = [.. services.OrderBy(one => one.Row.Service, StringComparer.Ordinal)],
            WasReadBefore = isKept,
        };
    }
}
