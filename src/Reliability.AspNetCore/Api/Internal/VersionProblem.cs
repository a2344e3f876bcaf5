using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Rejects a change of a versioned document with problem details, which contain the current version, and that of the caller after a
/// conflict. Versions are JSON elements, so that writing them needs no reflection.
/// </summary>
internal static class VersionProblem
{
    public static ProblemHttpResult Of(int status, string detail, JsonElement current, JsonElement? proposed)
    {
        Dictionary<string, object?> extensions = new(StringComparer.Ordinal) { ["current"] = current };
        if (proposed is { } other)
        {
            extensions["proposed"] = other;
        }

        return TypedResults.Problem(detail, statusCode: status, extensions: extensions);
    }
}
