using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Reliability.Common.Internal;
using Reliability.Experiments;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// The version of an experiment or an item that the caller of a change saw: <c>If-Match</c>, to which a stale version is 412, or
/// <c>etag</c> in the body, to which it is 409.
/// </summary>
internal sealed record SeenVersion(string Value, bool IsHeader)
{
    public static SeenVersion Of(HttpContext http, string? etag, string what = "experiment")
    {
        string header = http.Request.Headers.IfMatch.ToString();
        if (header.Length == 0)
        {
            return etag is { Length: > 0 }
                ? new SeenVersion(etag, IsHeader: false)
                : throw new BadQueryException(
                    $"The request does not say which version of the {what} it changes. Pass its etag in the body, or as If-Match.");
        }

        if (!EntityTagHeaderValue.TryParse(header, out EntityTagHeaderValue? parsed) || parsed.IsWeak || parsed.Tag.Length < 3)
        {
            throw new BadQueryException(
                $"If-Match: {Check.Rejection(header, $"one ETag in quotes, as the ETag of the response about the {what}")}");
        }

        string value = parsed.Tag.Substring(1, parsed.Tag.Length - 2);
        return etag is null || etag == value
            ? new SeenVersion(value, IsHeader: true)
            : throw new BadQueryException("If-Match and etag name two versions. Pass one of them.");
    }

    public bool IsOf(Experiment current) => current.ETag.Value == Value;

    public ProblemHttpResult Stale(HttpContext http, Experiment current) => ExperimentProblem.Of(
        http,
        current,
        IsHeader ? StatusCodes.Status412PreconditionFailed : StatusCodes.Status409Conflict,
        $"The experiment '{Names.Shorten(current.Definition.Key)}' was changed since; it is {current.State} at revision "
        + $"{current.Revision}. Read it again and decide again.");
}
