using Reliability.Alerting;

namespace Reliability.AspNetCore.Internal;

/// <summary>An alert that fires and that no live process evaluates.</summary>
internal sealed record OrphanResource(string Slo, string Rule, string Severity, AlertStateResource Alert)
{
    public static OrphanResource From(AlertStatus one) => new(one.Slo, one.Rule, one.Severity.ToString(), AlertStateResource.From(one));
}
