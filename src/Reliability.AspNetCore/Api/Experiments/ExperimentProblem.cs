using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Reliability.Experiments;

namespace Reliability.AspNetCore.Internal;

/// <summary>Rejects a change of an experiment with problem details, which contain the current version and its state.</summary>
internal static class ExperimentProblem
{
    public static ProblemHttpResult Of(
        HttpContext http, Experiment current, int status, string detail, IReadOnlyList<string>? rejections = null)
    {
        ExperimentApi.Tag(http, current);

        // Values are JSON elements, so that writing them needs no reflection.
        Dictionary<string, object?> extensions = new(StringComparer.Ordinal)
        {
            ["etag"] = Element([current.ETag.Value])[0],
            ["state"] = Element([current.State.ToString()])[0],
        };
        if (rejections is not null)
        {
            extensions["rejections"] = Element(rejections);
        }

        return TypedResults.Problem(detail, statusCode: status, extensions: extensions);
    }

    private static JsonElement Element(IReadOnlyList<string> texts) =>
        JsonSerializer.SerializeToElement(texts, ApiJson.Default.IReadOnlyListString);
}
