using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Reliability.Experiments;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// The units that were exposed in one request. A client can leave, and its request be counted, while the application still adds units.
/// </summary>
internal sealed class RequestExposures
{
    private static volatile bool _isUsed;

    private readonly List<(TrackedExperiment Run, string Unit)> _units = new(capacity: 2);

    /// <summary>
    /// Returns the exposures of a request. They are created when the first unit is exposed, so that other requests have no cost.
    /// </summary>
    public static RequestExposures Of(HttpContext context)
    {
        if (context.Features.Find<RequestExposures>() is not { } exposures)
        {
            _isUsed = true;
            context.Features.Replace(exposures = new RequestExposures());
        }

        return exposures;
    }

    /// <summary>Returns the exposures of a request; <see langword="null"/> if there are none.</summary>
    public static RequestExposures? Find(IFeatureCollection features) => _isUsed ? features.Find<RequestExposures>() : null;

    /// <summary>Adds a unit. A unit that is exposed twice in a request counts once.</summary>
    public void Add(TrackedExperiment tracked, string unit)
    {
        lock (_units)
        {
            foreach ((TrackedExperiment known, string knownUnit) in _units)
            {
                if (knownUnit == unit && known.Experiment.Definition.Key == tracked.Experiment.Definition.Key
                    && known.Experiment.Service == tracked.Experiment.Service)
                {
                    return;
                }
            }

            _units.Add((tracked, unit));
        }
    }

    /// <summary>Counts an event of an objective in the experiments that declare it as a guardrail.</summary>
    public void Count(string slo, bool good)
    {
        lock (_units)
        {
            foreach ((TrackedExperiment tracked, string unit) in _units)
            {
                tracked.SloGuardrail(slo)?.Add(unit, good ? 0 : 1, 1);
            }
        }
    }
}
