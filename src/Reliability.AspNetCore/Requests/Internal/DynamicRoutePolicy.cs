using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Reliability.AspNetCore.Internal;

/// <summary>Notes the dynamic routes of a request, before and after the policies of MVC replace them. It selects nothing.</summary>
internal abstract class DynamicRoutePolicy(int order) : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => order;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(DynamicMatch.IsDynamic);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        Note(httpContext, candidates);
        return Task.CompletedTask;
    }

    private protected abstract void Note(HttpContext context, CandidateSet candidates);

    /// <summary>Runs first.</summary>
    internal sealed class Before() : DynamicRoutePolicy(int.MinValue)
    {
        private protected override void Note(HttpContext context, CandidateSet candidates) =>
            DynamicMatch.Of(context.Features).Begin(candidates);
    }

    /// <summary>Runs last.</summary>
    internal sealed class After() : DynamicRoutePolicy(int.MaxValue)
    {
        private protected override void Note(HttpContext context, CandidateSet candidates) =>
            context.Features.Find<DynamicMatch>()?.End(candidates);
    }
}
