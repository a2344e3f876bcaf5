using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Reliability.Common;
using Reliability.Storage;

namespace Reliability.AspNetCore.Internal;

/// <summary>Converts exceptions into problem details (RFC 9457).</summary>
internal static class ApiFaults
{
    public static async ValueTask<object?> TurnIntoProblemsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (KeyNotFoundException e)
        {
            return Problem(StatusCodes.Status404NotFound, e.Message);
        }
        catch (BadQueryException e)
        {
            return Problem(StatusCodes.Status400BadRequest, e.Message);
        }
        catch (ForbiddenException e)
        {
            return Problem(StatusCodes.Status403Forbidden, e.Message);
        }
        catch (StoreException)
        {
            // The message of the store can name servers. It is in the log and in the health report of the application.
            return Problem(
                StatusCodes.Status503ServiceUnavailable,
                "The store cannot be read now. Try again later; the log and the health report of the application state the reason.");
        }
        catch (ReliabilityException e)
        {
            // A setup that does not match the stored data: the message states what to add or update.
            return Problem(StatusCodes.Status500InternalServerError, e.Message);
        }
    }

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
