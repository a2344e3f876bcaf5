using System.Text.Json;
using Reliability.Debt.Internal;

namespace Reliability.Debt;

/// <summary>
/// Reads issues that were exported from GitHub as JSON: the response of <c>GET /repos/{owner}/{repo}/issues</c>, or the output of
/// <c>gh issue list --json number,title,body,labels,state,createdAt,closedAt,url</c>.
/// </summary>
public static class GitHubIssues
{
    /// <summary>
    /// Reads issues. Each that cannot become an item is rejected with the reason and keeps none of the others back. Nothing is stored:
    /// pass the result to <see cref="IDebtRegister.PlanImportAsync"/> or <see cref="IDebtRegister.ImportAsync"/>.
    /// </summary>
    /// <param name="json">The file: an array in UTF-8, with or without a byte order mark.</param>
    /// <param name="mapping">What labels mean, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="FormatException">The file is not an array in JSON.</exception>
    public static DebtImportBatch Read(ReadOnlyMemory<byte> json, DebtLabelMapping? mapping = null)
    {
        if (json.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            json = json[3..];
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? new IssueReader(mapping ?? new DebtLabelMapping()).Read(document.RootElement)
                : throw new FormatException("The file is not an array of issues.");
        }
        catch (JsonException e)
        {
            throw new FormatException(FormattableString.Invariant($"The file is not JSON in UTF-8, by its line {e.LineNumber + 1}."), e);
        }
    }
}
