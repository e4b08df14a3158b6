using System.Security.Cryptography;
using Embedded.Nacos.Access;
using Embedded.Nacos.Http;

namespace Embedded.Nacos.V1;

/// <summary><c>/v1/auth</c>: login, and the first administrator.</summary>
internal sealed class AuthApi(UserBook users)
{
    public const string Prefix = "/v1/auth";

    /// <summary>Answers one request, or null when there is no such call.</summary>
    /// <exception cref="RefusalException">It cannot be served.</exception>
    public Reply? Handle(string method, string path, RequestParameters parameters) => (method, path) switch
    {
        ("POST", Prefix + "/login") or ("POST", Prefix + "/users/login") => Login(parameters),
        ("POST", Prefix + "/users/admin") => Administrator(parameters),
        _ => null,
    };

    private Reply Login(RequestParameters parameters)
    {
        var user = parameters.Find("username") ?? "";
        return !users.Has(user) ? throw new RefusalException(StatusCodes.Status500InternalServerError, $"caused: User {user} not found;")
            : !users.IsPassword(user, parameters.Find("password") ?? "") ? throw new RefusalException(StatusCodes.Status403Forbidden, "user not found!")
            : Reply.Json((user, token: users.Login()), static (writer, login) =>
            {
                writer.WriteStartObject();
                writer.WriteString("accessToken", login.token);
                writer.WriteNumber("tokenTtl", (long)UserBook.TokenLife.TotalSeconds);
                writer.WriteBoolean("globalAdmin", true);
                writer.WriteString("username", login.user);
                writer.WriteEndObject();
            });
    }

    private Reply Administrator(RequestParameters parameters)
    {
        // Without a password one is made up, and said this once.
        var password = parameters.Find("password") ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        return users.TryAddAdministrator(password)
            ? Reply.Json(password, static (writer, password) =>
            {
                writer.WriteStartObject();
                writer.WriteString("username", UserBook.Administrator);
                writer.WriteString("password", password);
                writer.WriteEndObject();
            })
            : Reply.Json("""{"code":409,"message":"have admin user cannot use it.","data":null}"""u8.ToArray());
    }
}
