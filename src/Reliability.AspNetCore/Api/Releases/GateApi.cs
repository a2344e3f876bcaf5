using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reliability.Common.Internal;
using Reliability.Releases;

namespace Reliability.AspNetCore.Internal;

/// <summary>The endpoint that a pipeline asks: short by default, as text for its log, or with everything that the gate looked at.</summary>
internal static class GateApi
{
    public static void Map(RouteGroupBuilder group, string name) => group
        .MapMethods(
            "/gate/{service}",
            Api.Read,
            async Task<IResult> (
                HttpContext http, string service, string? evidence, string? format, CancellationToken cancellationToken) =>
            {
                bool isText = Choice(format, nameof(format), "text", "json");
                bool showsEvidence = Choice(evidence, nameof(evidence), "true", "false");
                if (isText && showsEvidence)
                {
                    throw new BadQueryException("evidence: 'true' is not valid with format=text. Use evidence=false or format=json.");
                }

                var caller = new Caller(http, name);
                string known = await caller.ServiceAsync(service).ConfigureAwait(false);
                GateDecision decision =
                    await caller.Get<IReleaseGate>().DecideAsync(known, cancellationToken).ConfigureAwait(false);
                int status = decision.Verdict == GateVerdict.Block ? StatusCodes.Status409Conflict : StatusCodes.Status200OK;
                return isText
                    ? TypedResults.Text(GateText.Of(known, decision), "text/plain", Encoding.UTF8, status)
                    : Api.Json(GateResource.From(known, decision, showsEvidence), status);
            })
        .Describe<GateResource>(
            "Gate",
            "Whether a service may be released: 200 if it may, 409 if it may not. With format=text the response is plain text; with "
            + "evidence=true it contains the reports on which the gate decided.")
        .Produces<GateResource>(409)
        .ProducesProblem(400)
        .ProducesProblem(404);

    /// <summary>Whether a parameter has the first of its two values; the second one is the default.</summary>
    private static bool Choice(string? text, string parameter, string chosen, string byDefault) => text switch
    {
        null => false,
        _ when text == chosen => true,
        _ when text == byDefault => false,
        _ => throw new BadQueryException(
            $"{parameter}: {Check.Rejection(text, $"'{chosen}' or '{byDefault}' (default)")}"),
    };
}
