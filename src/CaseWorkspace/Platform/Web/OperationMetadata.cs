using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CaseWorkspace.Platform.Web;

/// <summary>Names the operation of a route; start-up refuses a route under <c>/api</c> without one.</summary>
/// <param name="Operation">What the route does.</param>
public sealed record OperationMetadata(Operation Operation);

/// <summary>Marks a route that wants <c>If-Match</c> with the version the caller saw (RFC 9110, 13.1.1; RFC 6585, 3).</summary>
public sealed record NeedsVersionMetadata;

/// <summary>Marks a route whose answer says what the caller can do with the thing: see <see cref="AllowedActs"/>.</summary>
/// <param name="Shown">What is shown.</param>
public sealed record TellsActsMetadata(Type Shown);

/// <summary>How the route tables say what each route does.</summary>
public static class RouteConventions
{
    /// <summary>The route does this; declares the answers every such route can give.</summary>
    public static RouteHandlerBuilder Does(this RouteHandlerBuilder route, Operation operation) =>
        route.WithMetadata(new OperationMetadata(operation))
            .WithName(operation.Name)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status500InternalServerError)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>The route runs a command.</summary>
    public static RouteHandlerBuilder Changes(this RouteHandlerBuilder route, Operation operation, bool creates = false) =>
        route.Does(operation)
            .Produces<CommandAnswer>(creates ? StatusCodes.Status201Created : StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>The route shows one thing as it stands, and what the caller can do with it.</summary>
    public static RouteHandlerBuilder Shows<T>(this RouteHandlerBuilder route, Operation operation) =>
        route.Does(operation).Produces<T>().Produces(StatusCodes.Status304NotModified).WithMetadata(new TellsActsMetadata(typeof(T)));

    /// <summary>HEAD is served wherever GET is (RFC 9110, 9.1): with the same headers, and without the body.</summary>
    public static T ServesHead<T>(this T routes) where T : IEndpointConventionBuilder
    {
        routes.Finally(route =>
        {
            for (var i = 0; i < route.Metadata.Count; i++)
            {
                if (route.Metadata[i] is IHttpMethodMetadata { HttpMethods: var taken } && taken.Contains(HttpMethods.Get, StringComparer.OrdinalIgnoreCase) && !taken.Contains(HttpMethods.Head, StringComparer.OrdinalIgnoreCase))
                {
                    route.Metadata[i] = new HttpMethodMetadata([.. taken, HttpMethods.Head]);
                }
            }
        });
        return routes;
    }

    /// <summary>The caller has to say which version it saw; without one the answer is 428.</summary>
    public static RouteHandlerBuilder NeedsVersion(this RouteHandlerBuilder route) =>
        route.WithMetadata(new NeedsVersionMetadata())
            .ProducesProblem(StatusCodes.Status428PreconditionRequired)
            .AddEndpointFilter(async (context, next) =>
                EntityTags.SeenVersion(context.HttpContext.Request) is null
                    ? Problems.Answer(Problems.Of("version-needed", StatusCodes.Status428PreconditionRequired))
                    : await next(context));
}

/// <summary>What an accepted command is answered with.</summary>
/// <param name="Id">The target.</param>
/// <param name="Version">Its version now; also in the <c>ETag</c>.</param>
public sealed record CommandAnswer(Guid Id, long Version);
