// Generated from openapi/dashboard.json by `npm run generate`. Do not edit by hand.

export interface paths {
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API keys, the newest first. */
        get: operations["list_api_keys"];
        put?: never;
        /** Makes a key. */
        post: operations["create_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a key. */
        delete: operations["revoke_api_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit log, the newest first. */
        get: operations["list_audit_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The engines, the local one first. */
        get: operations["list_engines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Containers by name. While the engine is away the last known ones are answered, with
         *     `X-Nebula-Stale-Since`.
         */
        get: operations["list_containers"];
        put?: never;
        /**
         * Makes a container. Bind mounts, privileged mode and the namespaces of the host or of another
         *     container need `containers: admin`.
         */
        post: operations["create_container"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A container. Values of environment variables that look secret are masked without
         *     `containers: admin`.
         */
        get: operations["get_container"];
        put?: never;
        post?: never;
        /** Removes a container. */
        delete: operations["delete_container"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is in a directory of a container, running or not. */
        get: operations["list_files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/files/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file as it is, or a directory as tar. At most 1 GiB for a file. */
        get: operations["download_file"];
        /** Writes a file into a container: the body is its content, at most 256 MiB. */
        put: operations["upload_file"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/kill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a signal to a container. */
        post: operations["kill_container"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A container's log. */
        get: operations["get_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pauses a container. */
        post: operations["pause_container"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/processes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The processes of a container. What looks secret in their command lines is masked without
         *     `containers: admin`.
         */
        get: operations["list_processes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Renames a container. */
        post: operations["rename_container"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restarts a container. */
        post: operations["restart_container"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts a container. */
        post: operations["start_container"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live figures of a container as server-sent events: `stats` each second, and `ended` when it
         *     stops or goes.
         */
        get: operations["follow_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a container. */
        post: operations["stop_container"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/terminal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A terminal in a container (websocket). Text frames are JSON both ways, binary frames are output. */
        get: operations["open_terminal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/unpause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a paused container go on. */
        post: operations["unpause_container"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/disk-usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an engine keeps on disk. */
        get: operations["get_disk_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last events of an engine, the newest first. */
        get: operations["list_engine_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Images, the newest first. */
        get: operations["list_images"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/images/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An image. */
        get: operations["get_image"];
        put?: never;
        post?: never;
        /** Removes an image, or one name of it. */
        delete: operations["delete_image"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/images/{id}/tag": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives an image another name. */
        post: operations["tag_image"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/images/prune": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Removes images that nothing uses. */
        post: operations["prune_images"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/images/pull": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts pulling an image. The task tells how far it is. */
        post: operations["pull_image"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/networks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Networks by name. */
        get: operations["list_networks"];
        put?: never;
        /** Makes a network. */
        post: operations["create_network"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/networks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A network. */
        get: operations["get_network"];
        put?: never;
        post?: never;
        /** Removes a network. */
        delete: operations["delete_network"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/networks/prune": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Removes networks that no container uses. */
        post: operations["prune_networks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/volumes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Volumes by name. */
        get: operations["list_volumes"];
        put?: never;
        /** Makes a volume. */
        post: operations["create_volume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/volumes/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A volume. */
        get: operations["get_volume"];
        put?: never;
        post?: never;
        /** Removes a volume with its data. */
        delete: operations["delete_volume"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/volumes/prune": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Removes volumes that no container uses, with their data. */
        post: operations["prune_volumes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live events (server-sent). `hello` comes first; `reset` means that too much was missed to catch
         *     up, so that everything should be fetched anew; `session_ended` means to sign in again.
         */
        get: operations["follow_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/host/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The machine over the last quarter of an hour. */
        get: operations["get_host_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/host/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The machine the dashboard runs on, now. */
        get: operations["get_host_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Oneself. */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes oneself. */
        patch: operations["change_me"];
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes one's password and ends one's other sessions. */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts two-factor sign-in: a secret for the app, in force once confirmed. */
        post: operations["enrol_totp"];
        /** Turns two-factor sign-in off. */
        delete: operations["disable_totp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts two-factor sign-in in force. */
        post: operations["confirm_totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/totp/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes new recovery codes. */
        post: operations["renew_recovery_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pulse: whether what the platform stands on is there. */
        get: operations["get_platform"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recordings, the newest first: all with `recordings: read`, otherwise one's own. */
        get: operations["list_recordings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A recording. */
        get: operations["get_recording"];
        put?: never;
        post?: never;
        /** Removes a recording. */
        delete: operations["delete_recording"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings/{id}/cast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A recording as asciicast v2. */
        get: operations["get_recording_cast"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The permission matrix. */
        get: operations["list_roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces what a role may do. */
        put: operations["update_role"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The service map in force. */
        get: operations["get_service_map"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every service of the map and how it is. */
        get: operations["list_services"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own sessions. */
        get: operations["list_sessions"];
        put?: never;
        /** Signs in and sets the cookie. */
        post: operations["create_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of one's own sessions. */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Signs out. */
        delete: operations["delete_current_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The settings. */
        get: operations["get_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the settings. */
        patch: operations["update_settings"];
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the platform is set up, and how its needs are met. */
        get: operations["get_setup"];
        put?: never;
        /** Creates the first administrator and signs in. */
        post: operations["complete_setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Long actions, the newest first. */
        get: operations["list_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Stops a long action. */
        delete: operations["cancel_task"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Users by name. */
        get: operations["list_users"];
        put?: never;
        /** Makes a user. */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One user. */
        get: operations["get_user"];
        put?: never;
        post?: never;
        /** Removes a user with its sessions and keys. */
        delete: operations["delete_user"];
        options?: never;
        head?: never;
        /** Changes a user. */
        patch: operations["update_user"];
        trace?: never;
    };
    "/api/v1/users/{id}/totp/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turns a user's two-factor sign-in off, for who lost the device and the codes. */
        post: operations["reset_user_totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A key, without its secret. */
        ApiKey: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it stops working.
             */
            expires_at: string | null;
            /**
             * Format: uuid
             * @description The key.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it was last used, to the minute.
             */
            last_used_at: string | null;
            /** @description What it is for. */
            name: string;
            /** @description Its visible start. */
            prefix: string;
            /**
             * Format: date-time
             * @description When it was revoked.
             */
            revoked_at: string | null;
            /** @description What it may do at most; never more than its owner. */
            scopes: components["schemas"]["Permissions"];
            /**
             * Format: uuid
             * @description Whose it is.
             */
            user_id: string;
            /** @description The owner's name. */
            username: string;
        };
        /** @description One entry of the audit log. */
        AuditEvent: {
            /** @description What was done, e.g. `container.stop`. */
            action: string;
            /**
             * Format: uuid
             * @description The user or key, if any.
             */
            actor_id: string | null;
            /** @description `user`, `api_key`, `anonymous` or `system`. */
            actor_kind: string;
            /** @description Its name at the time. */
            actor_name: string;
            /** @description From which network address. */
            address: string | null;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description More, for people. Holds no secrets. */
            detail: string | null;
            /**
             * Format: uuid
             * @description The entry.
             */
            id: string;
            /** @description `pending`, `succeeded`, `failed` or `denied`. */
            outcome: string;
            /** @description The request that did it. */
            request_id: string;
            /**
             * Format: int32
             * @description The HTTP status of the answer.
             */
            status: number | null;
            /** @description To what. */
            target: string | null;
        };
        /** @description What to change of oneself. */
        ChangeMe: {
            /** @description Where to be reached. */
            email?: string | null;
        };
        /** @description What changing one's password takes. */
        ChangePassword: {
            /**
             * Format: password
             * @description The password so far.
             */
            current_password: string;
            /**
             * Format: password
             * @description The password from now on: 12 to 256 characters.
             */
            new_password: string;
        };
        /**
         * @description How a check of setup went.
         * @enum {string}
         */
        CheckStatus: "ok" | "warning" | "failed";
        /** @description What the setup wizard sends. */
        CompleteSetup: {
            /** @description Where to reach the administrator. */
            email: string;
            /**
             * Format: password
             * @description 12 to 256 characters.
             */
            password: string;
            /** @description The one-time token that `scripts/up` prints. */
            setup_token: string;
            /** @description The name to sign in with. */
            username: string;
        };
        /** @description Everything about one container. */
        Container: components["schemas"]["ContainerSummary"] & {
            /** @description The command or the arguments of the entrypoint. */
            arguments: string[];
            /**
             * Format: double
             * @description The most processor time it may use, in cores; null is without limit.
             */
            cpu_limit: number | null;
            /** @description The program, as argument vector; empty where the image's command is run directly. */
            entrypoint: string[];
            /** @description Its environment, in the engine's order. */
            environment: components["schemas"]["EnvironmentVariable"][];
            /** @description Why it could not be started. */
            error: string | null;
            /** @description The last runs of its health check, oldest first. */
            health_log: components["schemas"]["HealthCheck"][];
            /** @description Its host name. */
            hostname: string;
            /** @description The image's id (`sha256:...`). */
            image_digest: string | null;
            /** @description The engine's own JSON, secrets masked. */
            inspect: Record<string, never>;
            /**
             * Format: int64
             * @description The most memory it may use; null is without limit.
             */
            memory_limit_bytes: number | null;
            /** @description Its networks with addresses. */
            network_settings: components["schemas"]["NetworkAttachment"][];
            /**
             * Format: int64
             * @description Its main process on the host; null while it does not run.
             */
            pid: number | null;
            /** @description Whether it has all rights on the host. */
            privileged: boolean;
            /** @description What happens when its process ends. */
            restart_policy: components["schemas"]["RestartPolicyStatus"];
            /** @description Whether its output is a terminal's (then there is no separate stderr). */
            tty: boolean;
            /** @description As whom its process runs; empty is the image's, usually root. */
            user: string;
            /** @description Where its process starts; empty is the image's. */
            working_dir: string;
        };
        /** @description The name to give a container. */
        ContainerName: string;
        /**
         * @description An absolute path inside a container, normalised: no `.` or `..` segments, no doubled or trailing slashes, no
         *     control characters.
         */
        ContainerPath: string;
        /**
         * @description What a container is doing.
         * @enum {string}
         */
        ContainerState: "created" | "running" | "paused" | "restarting" | "removing" | "exited" | "dead";
        /** @description What a container uses at one moment. */
        ContainerStats: {
            /**
             * Format: date-time
             * @description When it was measured, on the engine's clock.
             */
            at: string;
            /**
             * Format: int64
             * @description Read from block devices since it started.
             */
            block_read_bytes: number;
            /**
             * Format: double
             * @description Read, since the measurement before.
             */
            block_read_bytes_per_s: number;
            /**
             * Format: int64
             * @description Written to block devices since it started.
             */
            block_write_bytes: number;
            /**
             * Format: double
             * @description Written, since the measurement before.
             */
            block_write_bytes_per_s: number;
            /**
             * Format: double
             * @description Processor time, 100 for each core that is fully used: at most `online_cpus` times 100.
             */
            cpu_percent: number;
            /**
             * Format: int64
             * @description Memory in use, without the file cache that can be dropped at once.
             */
            memory_bytes: number;
            /**
             * Format: int64
             * @description The most memory it may use; the host's memory when it has no limit.
             */
            memory_limit_bytes: number;
            /**
             * Format: double
             * @description Memory in use, of the limit.
             */
            memory_percent: number;
            /**
             * Format: int64
             * @description Received over all its networks since it started.
             */
            network_rx_bytes: number;
            /**
             * Format: double
             * @description Received, since the measurement before.
             */
            network_rx_bytes_per_s: number;
            /**
             * Format: int64
             * @description Sent over all its networks since it started.
             */
            network_tx_bytes: number;
            /**
             * Format: double
             * @description Sent, since the measurement before.
             */
            network_tx_bytes_per_s: number;
            /**
             * Format: int32
             * @description How many processors the container can use.
             */
            online_cpus: number;
            /**
             * Format: int64
             * @description How many processes and threads it has.
             */
            pids: number;
        };
        /** @description A container in a list. */
        ContainerSummary: {
            /** @description What it runs, as one line for reading; what looks like a secret is masked. */
            command: string;
            /** @description The Compose project it belongs to. */
            compose_project: string | null;
            /** @description The Compose service it is a copy of. */
            compose_service: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: int64
             * @description How its process ended; null while it runs or when it never ran.
             */
            exit_code: number | null;
            /**
             * Format: date-time
             * @description When its process last ended; null when never.
             */
            finished_at: string | null;
            health: components["schemas"]["Health"] | null;
            /** @description The full id, 64 hexadecimal digits. */
            id: string;
            /** @description The image as it was called when the container was made. */
            image: string;
            /** @description The image's id (`sha256:...`). */
            image_id: string;
            /** @description Its labels; values that look like secrets are masked. */
            labels: {
                [key: string]: string;
            };
            /** @description What is mounted into it. */
            mounts: components["schemas"]["MountSummary"][];
            /** @description The name, without the engine's leading slash. */
            name: string;
            /** @description Names of the networks it is in. */
            networks: string[];
            /** @description Its ports, exposed and published. */
            ports: components["schemas"]["Port"][];
            /**
             * Format: int64
             * @description How often the engine restarted it since it was last started by hand.
             */
            restart_count: number | null;
            /**
             * Format: date-time
             * @description When it was last started; null when never.
             */
            started_at: string | null;
            /** @description What it is doing. */
            state: components["schemas"]["ContainerState"];
            /** @description The state in the engine's words, for example `Up 3 minutes (healthy)`. */
            status: string;
        };
        /** @description A key to make. */
        CreateApiKey: {
            /**
             * Format: int32
             * @description Days until it stops working, 1 to 366; never when not given.
             */
            expires_in_days?: number | null;
            /** @description What it is for. */
            name: string;
            /** @description What it may do at most; never more than its owner. */
            scopes: components["schemas"]["Permissions"];
        };
        /** @description A container to make. */
        CreateContainer: {
            /** @description The command as argument vector, in place of the image's. */
            command?: string[];
            /**
             * Format: double
             * @description The most processor time it may use, in cores.
             */
            cpu_limit?: number | null;
            /** @description Environment variables beside the image's. */
            environment?: {
                [key: string]: string;
            };
            /** @description The image, which must be on the engine already. */
            image: components["schemas"]["ImageRef"];
            /** @description Labels beside the image's. */
            labels?: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description The most memory it may use (at least 6 MiB).
             */
            memory_limit_bytes?: number | null;
            /** @description File systems to mount. */
            mounts?: components["schemas"]["MountRequest"][];
            name?: components["schemas"]["ContainerName"] | null;
            /**
             * @description Networks to join; the engine's default one where none is given. `host`, `none` and `container:<name>` stand
             *     alone.
             */
            networks?: string[];
            /** @description Ports to publish. */
            ports?: components["schemas"]["PublishPort"][];
            /** @description Whether it gets all rights on the host. */
            privileged?: boolean;
            restart_policy?: components["schemas"]["RestartPolicy"] | null;
            /** @description Whether to start it at once. */
            start?: boolean;
            /** @description Whether its output is a terminal's. */
            tty?: boolean;
            /** @description As whom its process runs (`name`, `uid`, `name:group`, `uid:gid`), in place of the image's user. */
            user?: string | null;
            working_dir?: components["schemas"]["ContainerPath"] | null;
        };
        /** @description A network to make. */
        CreateNetwork: {
            /** @description Whether single containers may join a swarm's network. */
            attachable?: boolean;
            /** @description How it is to be made; `bridge` where none is given. */
            driver?: string | null;
            /** @description The address of its way out; needs a subnet. */
            gateway?: string | null;
            /** @description Whether it is to have no way out. */
            internal?: boolean;
            /** @description Its labels. */
            labels?: {
                [key: string]: string;
            };
            /** @description Its name. */
            name: components["schemas"]["NetworkRef"];
            /** @description Its address range, for example `10.9.0.0/24`; the engine picks a free one where none is given. */
            subnet?: string | null;
        };
        /** @description A user to make. */
        CreateUser: {
            /** @description Where to reach the user. */
            email: string;
            /**
             * Format: password
             * @description 12 to 256 characters.
             */
            password: string;
            /** @description What the user is. */
            role: components["schemas"]["Role"];
            /** @description 3 to 32 of a-z, 0-9, `.`, `_` and `-`. */
            username: string;
        };
        /** @description A volume to make. */
        CreateVolume: {
            /** @description Who is to keep it; `local` where none is given. */
            driver?: string | null;
            /** @description Its labels. */
            labels?: {
                [key: string]: string;
            };
            /** @description Its name. */
            name: components["schemas"]["VolumeName"];
        };
        /**
         * @description Whether something a service needs is there.
         * @enum {string}
         */
        DependencyStatus: "up" | "down" | "unknown";
        /** @description What an engine keeps on disk. */
        DiskUsage: {
            /** @description What builds keep. */
            build_cache: components["schemas"]["UsageShare"];
            /** @description What containers wrote beside their images and volumes. */
            containers: components["schemas"]["UsageShare"];
            /** @description Images. */
            images: components["schemas"]["UsageShare"];
            /**
             * Format: int64
             * @description All image layers together, each counted once.
             */
            layers_bytes: number;
            /** @description Volumes. */
            volumes: components["schemas"]["UsageShare"];
        };
        /** @description One event of an engine. */
        DockerEvent: {
            /** @description What happened, for example `start` or `health_status: healthy`. */
            action: string;
            /**
             * Format: date-time
             * @description When it happened, on the engine's clock.
             */
            at: string;
            /** @description What else the engine tells: labels of containers, exit codes, network types. */
            attributes: {
                [key: string]: string;
            };
            /** @description The engine it happened on. */
            engine: string;
            /** @description The id (or name, for volumes and images) of what it happened to. */
            id: string;
            /** @description What it happened to: `container`, `image`, `volume`, `network` or another kind the engine knows. */
            kind: string;
            /** @description Its name. */
            name: string | null;
        };
        /**
         * @description Whether the local Docker engine is there.
         * @enum {string}
         */
        DockerState: "up" | "down" | "absent";
        /** @description An engine and how it is. */
        Engine: {
            /** @description Where it is. */
            address: string;
            /** @description The version of its API. */
            api_version: string | null;
            /** @description Its processor architecture, for example `x86_64`. */
            architecture: string | null;
            /**
             * Format: int64
             * @description How many containers it has.
             */
            containers: number | null;
            /**
             * Format: int64
             * @description How many of them run.
             */
            containers_running: number | null;
            /**
             * Format: int64
             * @description How many processors it has.
             */
            cpus: number | null;
            /** @description What is wrong; for an absent engine, how to get one. */
            detail: string | null;
            /** @description The platform's id of it. */
            id: string;
            /**
             * Format: int64
             * @description How many images it has.
             */
            images: number | null;
            /**
             * Format: int64
             * @description Its memory.
             */
            memory_bytes: number | null;
            /** @description Its name on screens. */
            name: string;
            /** @description Its operating system, for example `Debian GNU/Linux 12 (bookworm)`. */
            os: string | null;
            /**
             * Format: date-time
             * @description Since when the status is so.
             */
            since: string;
            /** @description How it is. */
            status: components["schemas"]["EngineStatus"];
            /** @description The engine's version. This and what follows is the last that was seen, null before the first connection. */
            version: string | null;
        };
        /**
         * @description How an engine is.
         * @enum {string}
         */
        EngineStatus: "connected" | "connecting" | "unreachable" | "absent";
        /** @description One environment variable. */
        EnvironmentVariable: {
            /** @description Whether the value looks like a secret and was left out. */
            masked: boolean;
            /** @description Its name. */
            name: string;
            /** @description Its value; null when it is masked. */
            value: string | null;
        };
        /** @description One entry of a directory. */
        FileEntry: {
            /** @description What it is. */
            kind: components["schemas"]["FileKind"];
            /** @description Where a symbolic link points to. */
            link_target: string | null;
            /** @description Its permissions in octal, for example `0644`. */
            mode: string;
            /**
             * Format: date-time
             * @description When its content last changed.
             */
            modified_at: string;
            /** @description Its name. */
            name: string;
            /**
             * Format: int64
             * @description Its size; 0 for what is no file.
             */
            size_bytes: number;
        };
        /**
         * @description What a directory entry is.
         * @enum {string}
         */
        FileKind: "file" | "directory" | "symlink" | "other";
        /** @description The content of a directory. */
        FileList: {
            /** @description What is in it, directories first, by name. */
            items: components["schemas"]["FileEntry"][];
            /** @description The directory. */
            path: string;
            /** @description Whether there is more than could be listed. */
            truncated: boolean;
        };
        /**
         * @description What a container's health check says.
         * @enum {string}
         */
        Health: "healthy" | "unhealthy" | "starting";
        /** @description One run of a container's health check. */
        HealthCheck: {
            /**
             * Format: date-time
             * @description When it ended.
             */
            at: string | null;
            /**
             * Format: int64
             * @description 0 is healthy.
             */
            exit_code: number;
            /** @description What it printed; what looks like a secret is masked. */
            output: string;
        };
        /** @description Processors. */
        HostCpu: {
            /** @description Use of each, 0 to 100. */
            cores: number[];
            /** @description The product's name. */
            model: string;
            /**
             * Format: float
             * @description Use of all of them together, 0 to 100.
             */
            percent: number;
        };
        /** @description A file system. */
        HostDisk: {
            /** @description The device. */
            device: string;
            /** @description Its kind, e.g. `ext4`. */
            file_system: string;
            /** @description Where it is mounted. */
            mount: string;
            /**
             * Format: int64
             * @description Its size.
             */
            total_bytes: number;
            /**
             * Format: int64
             * @description In use.
             */
            used_bytes: number;
        };
        /** @description The last quarter of an hour. */
        HostHistory: {
            /**
             * Format: int64
             * @description Seconds between two points.
             */
            interval_s: number;
            /** @description The points, the oldest first. */
            items: components["schemas"]["HostPoint"][];
        };
        /** @description Memory. */
        HostMemory: {
            /**
             * Format: int64
             * @description What a new process could get without swapping.
             */
            available_bytes: number;
            /**
             * Format: int64
             * @description Swap.
             */
            swap_total_bytes: number;
            /**
             * Format: int64
             * @description Swap in use.
             */
            swap_used_bytes: number;
            /**
             * Format: int64
             * @description All of it.
             */
            total_bytes: number;
            /**
             * Format: int64
             * @description In use by processes.
             */
            used_bytes: number;
        };
        /** @description A network interface. */
        HostNetwork: {
            /** @description Its name. */
            interface: string;
            /**
             * Format: int64
             * @description Received since the machine started.
             */
            received_bytes: number;
            /**
             * Format: int64
             * @description Received each second.
             */
            received_bytes_per_s: number;
            /**
             * Format: int64
             * @description Sent since the machine started.
             */
            transmitted_bytes: number;
            /**
             * Format: int64
             * @description Sent each second.
             */
            transmitted_bytes_per_s: number;
        };
        /** @description One point of the history. */
        HostPoint: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * Format: float
             * @description Use of all processors, 0 to 100.
             */
            cpu_percent: number;
            /**
             * Format: int64
             * @description All memory.
             */
            memory_total_bytes: number;
            /**
             * Format: int64
             * @description Memory in use.
             */
            memory_used_bytes: number;
            /**
             * Format: int64
             * @description Received each second over all interfaces but loopback.
             */
            received_bytes_per_s: number;
            /**
             * Format: int64
             * @description Sent each second over all interfaces but loopback.
             */
            transmitted_bytes_per_s: number;
        };
        /** @description The machine now. */
        HostStats: {
            /**
             * Format: date-time
             * @description When the figures were taken.
             */
            at: string;
            /** @description Processors. */
            cpu: components["schemas"]["HostCpu"];
            /** @description File systems. */
            disks: components["schemas"]["HostDisk"][];
            /** @description The machine's name. */
            hostname: string;
            /** @description The kernel's version. */
            kernel: string;
            /** @description Load averages over 1, 5 and 15 minutes. */
            load: number[];
            /** @description Memory. */
            memory: components["schemas"]["HostMemory"];
            /** @description Network interfaces. */
            networks: components["schemas"]["HostNetwork"][];
            /** @description The operating system. */
            os: string;
            /** @description Sensors. */
            temperatures: components["schemas"]["HostTemperature"][];
            /**
             * Format: int64
             * @description Seconds since it was started.
             */
            uptime_s: number;
        };
        /** @description A sensor. */
        HostTemperature: {
            /**
             * Format: float
             * @description What it shows.
             */
            celsius: number;
            /**
             * Format: float
             * @description From where it is dangerous.
             */
            critical_celsius: number | null;
            /** @description What it measures. */
            label: string;
        };
        /** @description An image in a list. */
        Image: {
            /**
             * Format: int64
             * @description How many containers were made from it.
             */
            containers: number;
            /**
             * Format: date-time
             * @description When it was built.
             */
            created_at: string;
            /** @description Whether it has no name any more. */
            dangling: boolean;
            /** @description How registries call it (`name@sha256:...`). */
            digests: string[];
            /** @description Its id (`sha256:...`). */
            id: string;
            /** @description Its labels; values that look like secrets are masked. */
            labels: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description Its size on disk, layers that it shares with others included.
             */
            size_bytes: number;
            /** @description How it is called (`name:tag`). */
            tags: string[];
        };
        /** @description Everything about one image. */
        ImageDetail: components["schemas"]["Image"] & {
            /** @description The processor architecture it is for. */
            architecture: string;
            /** @description Who built it. */
            author: string | null;
            /** @description What it runs, as argument vector. */
            command: string[];
            /** @description The program that gets the command as arguments. */
            entrypoint: string[];
            /** @description Its environment; values that look like secrets are masked. */
            environment: components["schemas"]["EnvironmentVariable"][];
            /** @description Ports it says it listens on (`80/tcp`). */
            exposed_ports: string[];
            /** @description How it was built, newest step first. */
            history: components["schemas"]["ImageHistory"][];
            /** @description The engine's own JSON, secrets masked. */
            inspect: Record<string, never>;
            /** @description Digests of its layers, lowest first. */
            layers: string[];
            /** @description The operating system it is for. */
            os: string;
        };
        /** @description One step of building an image. */
        ImageHistory: {
            /**
             * Format: date-time
             * @description When it was done.
             */
            created_at: string;
            /** @description What was done; what looks like a secret is masked. */
            created_by: string;
            /** @description Whether it only changed settings. */
            empty: boolean;
            /**
             * Format: int64
             * @description What it added to the image.
             */
            size_bytes: number;
        };
        /**
         * @description An image reference (`registry.example:5000/team/app:1.2@sha256:...`) or an image id (`sha256:...` or 12 to 64
         *     hexadecimal digits), after the
         *     [distribution reference grammar](https://pkg.go.dev/github.com/distribution/reference).
         */
        ImageRef: string;
        /** @description An image's name. */
        ImageReference: {
            /** @description A name with an optional registry, tag or digest, e.g. `ghcr.io/owner/name:1.2`. */
            reference: string;
        };
        /**
         * @description How much of a module a caller may use. Each level includes the ones before.
         * @enum {string}
         */
        Level: "none" | "read" | "write" | "admin";
        /** @description One line of a container's log. */
        LogLine: {
            /**
             * Format: date-time
             * @description When the container wrote it, to the nanosecond.
             */
            at: string | null;
            /** @description Where it wrote it to. */
            stream: components["schemas"]["LogSource"];
            /** @description The text without its line end; what is not UTF-8 is replaced by U+FFFD. Terminal escapes are kept. */
            text: string;
        };
        /**
         * @description Where a line was written to.
         * @enum {string}
         */
        LogSource: "stdout" | "stderr";
        /** @description Oneself. */
        Me: {
            /**
             * Format: date-time
             * @description When the user was made.
             */
            created_at: string;
            /** @description Where to be reached. */
            email: string;
            /**
             * Format: uuid
             * @description The user.
             */
            id: string;
            /**
             * Format: date-time
             * @description The last sign-in.
             */
            last_login_at: string | null;
            /** @description What the user is. */
            role: components["schemas"]["Role"];
            /** @description Whether two-factor sign-in is on. */
            totp_enabled: boolean;
            /** @description The name to sign in with. */
            username: string;
        };
        /** @description Oneself, what one may do, and where one is. */
        MeAnswer: {
            /** @description To be sent as `X-CSRF-Token`; none for API keys, which need none. */
            csrf_token: string | null;
            /** @description What this request may do. */
            permissions: components["schemas"]["Permissions"];
            /** @description What this installation is. */
            platform: components["schemas"]["PlatformInfo"];
            /** @description Oneself. */
            user: components["schemas"]["Me"];
        };
        /**
         * @description What a mount shows.
         * @enum {string}
         */
        MountKind: "volume" | "bind" | "tmpfs";
        /** @description A file system to mount. */
        MountRequest: {
            /** @description The absolute path in the container. */
            destination: components["schemas"]["ContainerPath"];
            /** @description What is mounted. */
            kind: components["schemas"]["MountKind"];
            /** @description Whether the container may only read it. */
            read_only?: boolean;
            /** @description The volume's name (a new one is made where none is given), or the absolute path on the host for a bind mount. */
            source?: string | null;
        };
        /** @description A file system mounted into a container. */
        MountSummary: {
            /** @description The path inside the container. */
            destination: string;
            /** @description `volume`, `bind`, `tmpfs` or another kind the engine knows. */
            kind: string;
            /** @description The volume's name. */
            name: string | null;
            /** @description Whether the container may not write to it. */
            read_only: boolean;
            /** @description The path on the host (empty for tmpfs). */
            source: string;
        };
        /** @description A network. */
        Network: {
            /** @description Whether single containers may join a swarm's network. */
            attachable: boolean;
            /** @description Whether the engine made it itself; such a one cannot be removed. */
            builtin: boolean;
            /** @description The running containers in it, by name. */
            containers: components["schemas"]["NetworkMember"][];
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string | null;
            /** @description How it is made: `bridge`, `overlay`, `macvlan` and others. */
            driver: string;
            /** @description Its id, 64 hexadecimal digits. */
            id: string;
            /** @description Whether it has no way out. */
            internal: boolean;
            /** @description Whether it has IPv6. */
            ipv6: boolean;
            /** @description Its labels; values that look like secrets are masked. */
            labels: {
                [key: string]: string;
            };
            /** @description Its name. */
            name: string;
            /** @description `local` or `swarm`. */
            scope: string;
            /** @description Its address ranges. */
            subnets: components["schemas"]["Subnet"][];
        };
        /** @description A container's place in one network. */
        NetworkAttachment: {
            /** @description The network's gateway. */
            gateway: string | null;
            /** @description Its IPv4 address there; null while it does not run. */
            ip_address: string | null;
            /** @description Its hardware address there. */
            mac_address: string | null;
            /** @description The network's name. */
            name: string;
        };
        /** @description A container in a network. */
        NetworkMember: {
            /** @description The container's id. */
            id: string;
            /** @description Its address there. */
            ipv4_address: string | null;
            /** @description The container's name. */
            name: string;
        };
        /** @description A network's id or name. */
        NetworkRef: string;
        /** @description A key just made. */
        NewApiKey: {
            /** @description The key. */
            key: components["schemas"]["ApiKey"];
            /** @description Its secret, shown this once. */
            secret: string;
        };
        /** @description A machine of the map. */
        Node: {
            /** @description What it is, for people. */
            description: string | null;
            /** @description Its Docker engine's address, if the dashboard controls it directly. */
            docker: string | null;
            /** @description Its address on the local network. */
            host: string | null;
            /** @description Its id. */
            id: string;
            /** @description What it is for. */
            roles: string[];
            /** @description The services on it. */
            services: string[];
            /** @description Its address in the tailnet. */
            tailscale_address: string | null;
        };
        /** @description One page of a list. */
        Page_ApiKey: {
            /** @description The items of this page, in the list's order. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When it stops working.
                 */
                expires_at: string | null;
                /**
                 * Format: uuid
                 * @description The key.
                 */
                id: string;
                /**
                 * Format: date-time
                 * @description When it was last used, to the minute.
                 */
                last_used_at: string | null;
                /** @description What it is for. */
                name: string;
                /** @description Its visible start. */
                prefix: string;
                /**
                 * Format: date-time
                 * @description When it was revoked.
                 */
                revoked_at: string | null;
                /** @description What it may do at most; never more than its owner. */
                scopes: components["schemas"]["Permissions"];
                /**
                 * Format: uuid
                 * @description Whose it is.
                 */
                user_id: string;
                /** @description The owner's name. */
                username: string;
            }[];
            /** @description Give it back as `cursor` to get the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_AuditEvent: {
            /** @description The items of this page, in the list's order. */
            items: {
                /** @description What was done, e.g. `container.stop`. */
                action: string;
                /**
                 * Format: uuid
                 * @description The user or key, if any.
                 */
                actor_id: string | null;
                /** @description `user`, `api_key`, `anonymous` or `system`. */
                actor_kind: string;
                /** @description Its name at the time. */
                actor_name: string;
                /** @description From which network address. */
                address: string | null;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description More, for people. Holds no secrets. */
                detail: string | null;
                /**
                 * Format: uuid
                 * @description The entry.
                 */
                id: string;
                /** @description `pending`, `succeeded`, `failed` or `denied`. */
                outcome: string;
                /** @description The request that did it. */
                request_id: string;
                /**
                 * Format: int32
                 * @description The HTTP status of the answer.
                 */
                status: number | null;
                /** @description To what. */
                target: string | null;
            }[];
            /** @description Give it back as `cursor` to get the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_ContainerSummary: {
            /** @description The items of this page, in the list's order. */
            items: {
                /** @description What it runs, as one line for reading; what looks like a secret is masked. */
                command: string;
                /** @description The Compose project it belongs to. */
                compose_project: string | null;
                /** @description The Compose service it is a copy of. */
                compose_service: string | null;
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created_at: string;
                /**
                 * Format: int64
                 * @description How its process ended; null while it runs or when it never ran.
                 */
                exit_code: number | null;
                /**
                 * Format: date-time
                 * @description When its process last ended; null when never.
                 */
                finished_at: string | null;
                health: components["schemas"]["Health"] | null;
                /** @description The full id, 64 hexadecimal digits. */
                id: string;
                /** @description The image as it was called when the container was made. */
                image: string;
                /** @description The image's id (`sha256:...`). */
                image_id: string;
                /** @description Its labels; values that look like secrets are masked. */
                labels: {
                    [key: string]: string;
                };
                /** @description What is mounted into it. */
                mounts: components["schemas"]["MountSummary"][];
                /** @description The name, without the engine's leading slash. */
                name: string;
                /** @description Names of the networks it is in. */
                networks: string[];
                /** @description Its ports, exposed and published. */
                ports: components["schemas"]["Port"][];
                /**
                 * Format: int64
                 * @description How often the engine restarted it since it was last started by hand.
                 */
                restart_count: number | null;
                /**
                 * Format: date-time
                 * @description When it was last started; null when never.
                 */
                started_at: string | null;
                /** @description What it is doing. */
                state: components["schemas"]["ContainerState"];
                /** @description The state in the engine's words, for example `Up 3 minutes (healthy)`. */
                status: string;
            }[];
            /** @description Give it back as `cursor` to get the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_DockerEvent: {
            /** @description The items of this page, in the list's order. */
            items: {
                /** @description What happened, for example `start` or `health_status: healthy`. */
                action: string;
                /**
                 * Format: date-time
                 * @description When it happened, on the engine's clock.
                 */
                at: string;
                /** @description What else the engine tells: labels of containers, exit codes, network types. */
                attributes: {
                    [key: string]: string;
                };
                /** @description The engine it happened on. */
                engine: string;
                /** @description The id (or name, for volumes and images) of what it happened to. */
                id: string;
                /** @description What it happened to: `container`, `image`, `volume`, `network` or another kind the engine knows. */
                kind: string;
                /** @description Its name. */
                name: string | null;
            }[];
            /** @description Give it back as `cursor` to get the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_Engine: {
            /** @description The items of this page, in the list's order. */
            items: {
                /** @description Where it is. */
                address: string;
                /** @description The version of its API. */
                api_version: string | null;
                /** @description Its processor architecture, for example `x86_64`. */
                architecture: string | null;
                /**
                 * Format: int64
                 * @description How many containers it has.
                 */
                containers: number | null;
                /**
                 * Format: int64
                 * @description How many of them run.
                 */
                containers_running: number | null;
                /**
                 * Format: int64
                 * @description How many processors it has.
                 */
                cpus: number | null;
                /** @description What is wrong; for an absent engine, how to get one. */
                detail: string | null;
                /** @description The platform's id of it. */
                id: string;
                /**
                 * Format: int64
                 * @description How many images it has.
                 */
                images: number | null;
                /**
                 * Format: int64
                 * @description Its memory.
                 */
                memory_bytes: number | null;
                /** @description Its name on screens. */
                name: string;
                /** @description Its operating system, for example `Debian GNU/Linux 12 (bookworm)`. */
                os: string | null;
                /**
                 * Format: date-time
                 * @description Since when the status is so.
                 */
                since: string;
                /** @description How it is. */
                status: components["schemas"]["EngineStatus"];
                /** @description The engine's version. This and what follows is the last that was seen, null before the first connection. */
                version: string | null;
            }[];
            /** @description Give it back as `cursor` to get the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_Image: {
            /** @description The items of this page, in the list's order. */
            items: {
                /**
                 * Format: int64
                 * @description How many containers were made from it.
                 */
                containers: number;
                /**
                 * Format: date-time
                 * @description When it was built.
                 */
                created_at: string;
                /** @description Whether it has no name any more. */
                dangling: boolean;
                /** @description How registries call it (`name@sha256:...`). */
                digests: string[];
                /** @description Its id (`sha256:...`). */
                id: string;
                /** @description Its labels; values that look like secrets are masked. */
                labels: {
                    [key: string]: string;
                };
                /**
                 * Format: int64
                 * @description Its size on disk, layers that it shares with others included.
                 */
                size_bytes: number;
                /** @description How it is called (`name:tag`). */
                tags: string[];
            }[];
            /** @description Give it back as `cursor` to get the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_LogLine: {
            /** @description The items of this page, in the list's order. */
            items: {
                /**
                 * Format: date-time
                 * @description When the container wrote it, to the nanosecond.
                 */
                at: string | null;
                /** @description Where it wrote it to. */
                stream: components["schemas"]["LogSource"];
                /** @description The text without its line end; what is not UTF-8 is replaced by U+FFFD. Terminal escapes are kept. */
                text: string;
            }[];
            /** @description Give it back as `cursor` to get the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_Network: {
            /** @description The items of this page, in the list's order. */
            items: {
                /** @description Whether single containers may join a swarm's network. */
                attachable: boolean;
                /** @description Whether the engine made it itself; such a one cannot be removed. */
                builtin: boolean;
                /** @description The running containers in it, by name. */
                containers: components["schemas"]["NetworkMember"][];
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created_at: string | null;
                /** @description How it is made: `bridge`, `overlay`, `macvlan` and others. */
                driver: string;
                /** @description Its id, 64 hexadecimal digits. */
                id: string;
                /** @description Whether it has no way out. */
                internal: boolean;
                /** @description Whether it has IPv6. */
                ipv6: boolean;
                /** @description Its labels; values that look like secrets are masked. */
                labels: {
                    [key: string]: string;
                };
                /** @description Its name. */
                name: string;
                /** @description `local` or `swarm`. */
                scope: string;
                /** @description Its address ranges. */
                subnets: components["schemas"]["Subnet"][];
            }[];
            /** @description Give it back as `cursor` to get the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_Recording: {
            /** @description The items of this page, in the list's order. */
            items: {
                /**
                 * Format: int32
                 * @description Columns at the start.
                 */
                cols: number;
                /** @description What ran in the terminal. */
                command: string;
                /** @description The container. */
                container_id: string;
                /** @description Its name at the time. */
                container_name: string;
                /**
                 * Format: int64
                 * @description How long it lasted, so far.
                 */
                duration_ms: number;
                /**
                 * Format: date-time
                 * @description When it was closed.
                 */
                ended_at: string | null;
                /** @description The engine. */
                engine: string;
                /**
                 * Format: uuid
                 * @description The recording.
                 */
                id: string;
                /**
                 * Format: int32
                 * @description Rows at the start.
                 */
                rows: number;
                /**
                 * Format: int64
                 * @description The size of the cast, so far.
                 */
                size_bytes: number;
                /**
                 * Format: date-time
                 * @description When it was opened.
                 */
                started_at: string;
                /** @description `recording`, `complete`, or `interrupted` when the service died meanwhile. */
                status: string;
                /**
                 * Format: uuid
                 * @description Who typed.
                 */
                user_id: string;
                /** @description The name of who typed, at the time. */
                username: string;
            }[];
            /** @description Give it back as `cursor` to get the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_RoleInfo: {
            /** @description The items of this page, in the list's order. */
            items: {
                /** @description What it is for. */
                description: string;
                /** @description Whether its permissions can be changed. */
                editable: boolean;
                /** @description The role. */
                name: components["schemas"]["Role"];
                /** @description What it may do. */
                permissions: components["schemas"]["Permissions"];
                /**
                 * Format: int64
                 * @description How many users have it.
                 */
                user_count: number;
            }[];
            /** @description Give it back as `cursor` to get the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_Service: {
            /** @description The items of this page, in the list's order. */
            items: {
                /**
                 * Format: date-time
                 * @description Since when it is as it is.
                 */
                changed_at: string | null;
                /**
                 * Format: date-time
                 * @description When it was asked last.
                 */
                checked_at: string | null;
                /** @description What it needs, by its own word. */
                dependencies: components["schemas"]["ServiceDependency"][];
                /** @description The services it needs, by the map. */
                depends_on: string[];
                /** @description What it is, for people. */
                description: string | null;
                /** @description What is wrong. */
                detail: string | null;
                /** @description Its gRPC address. */
                grpc_url: string | null;
                /** @description The path that tells whether it is ready. */
                health_path: string;
                /** @description Its HTTP address. */
                http_url: string | null;
                /** @description Another value means another process. */
                instance_id: string | null;
                /** @description Its name in the map. */
                name: string;
                /** @description The node it runs on. */
                node: string | null;
                /**
                 * Format: int64
                 * @description Its resident memory.
                 */
                resident_bytes: number | null;
                /**
                 * Format: double
                 * @description How long its last answer took, in milliseconds.
                 */
                response_time_ms: number | null;
                /**
                 * Format: date-time
                 * @description When its process started.
                 */
                started_at: string | null;
                /** @description How it is. */
                status: components["schemas"]["ServiceStatus"];
                /** @description Words to group and filter by. */
                tags: string[];
                /** @description Its program's version. */
                version: string | null;
            }[];
            /** @description Give it back as `cursor` to get the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_SessionInfo: {
            /** @description The items of this page, in the list's order. */
            items: {
                /** @description The address it signed in from. */
                address: string;
                /**
                 * Format: date-time
                 * @description When it began.
                 */
                created_at: string;
                /** @description Whether it is the one asking. */
                current: boolean;
                /**
                 * Format: date-time
                 * @description When it ends.
                 */
                expires_at: string;
                /**
                 * Format: uuid
                 * @description The session.
                 */
                id: string;
                /**
                 * Format: date-time
                 * @description When it was last used, to the minute.
                 */
                last_seen_at: string;
                /** @description The browser, as it names itself. */
                user_agent: string;
            }[];
            /** @description Give it back as `cursor` to get the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_Task: {
            /** @description The items of this page, in the list's order. */
            items: {
                /** @description Who started it. */
                created_by: string;
                /** @description On which engine, if on one. */
                engine: string | null;
                /** @description Why it failed. */
                error: string | null;
                /**
                 * Format: date-time
                 * @description When it ended.
                 */
                finished_at: string | null;
                /**
                 * Format: uuid
                 * @description The task.
                 */
                id: string;
                /** @description What kind, e.g. `image.pull`. */
                kind: string;
                progress: components["schemas"]["TaskProgress"] | null;
                /**
                 * Format: date-time
                 * @description When it began.
                 */
                started_at: string;
                /** @description How it is. */
                status: components["schemas"]["TaskStatus"];
                /** @description Its parts. */
                steps: components["schemas"]["TaskStep"][];
                /** @description What it does, for people. */
                title: string;
            }[];
            /** @description Give it back as `cursor` to get the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_User: {
            /** @description The items of this page, in the list's order. */
            items: {
                /**
                 * Format: date-time
                 * @description When the user was made.
                 */
                created_at: string;
                /** @description Whether signing in is switched off. */
                disabled: boolean;
                /** @description Where to reach the user. */
                email: string;
                /**
                 * Format: uuid
                 * @description The user.
                 */
                id: string;
                /**
                 * Format: date-time
                 * @description The last sign-in.
                 */
                last_login_at: string | null;
                /** @description What the user is. */
                role: components["schemas"]["Role"];
                /** @description Whether two-factor sign-in is on. */
                totp_enabled: boolean;
                /** @description The name to sign in with. */
                username: string;
            }[];
            /** @description Give it back as `cursor` to get the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_Volume: {
            /** @description The items of this page, in the list's order. */
            items: {
                /** @description Names of the containers that mount it. */
                containers: string[];
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created_at: string | null;
                /** @description Who keeps it; `local` is the engine's own disk. */
                driver: string;
                /** @description Its labels; values that look like secrets are masked. */
                labels: {
                    [key: string]: string;
                };
                /** @description Where it is on the engine's host. */
                mountpoint: string;
                /** @description Its name. */
                name: string;
                /** @description `local` or `global`. */
                scope: string;
                /**
                 * Format: int64
                 * @description How much is in it; null where the engine did not measure (see the disk usage).
                 */
                size_bytes: number | null;
            }[];
            /** @description Give it back as `cursor` to get the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description One's password, to prove that it is oneself. */
        PasswordProof: {
            /**
             * Format: password
             * @description The password.
             */
            password: string;
        };
        /** @description A level for every module. */
        Permissions: {
            [key: string]: components["schemas"]["Level"];
        };
        /** @description What this installation is. */
        PlatformInfo: {
            /** @description What the service map calls this installation. */
            environment: string;
            /** @description The dashboard's version. */
            version: string;
        };
        /** @description The pulse. */
        PlatformState: {
            /** @description What is wrong, and what it means for the one who reads it. */
            detail: string | null;
            /** @description The local Docker engine. */
            docker: components["schemas"]["DockerState"];
            /** @description PostgreSQL. */
            postgresql: components["schemas"]["StoreState"];
            /** @description Redis. */
            redis: components["schemas"]["StoreState"];
        };
        /** @description A port of a container. */
        Port: {
            /** @description The host address it is published on; null when it is not published. */
            ip: string | null;
            /**
             * Format: int32
             * @description The port inside the container.
             */
            private_port: number;
            /** @description `tcp`, `udp` or `sctp`. */
            protocol: string;
            /**
             * Format: int32
             * @description The port on the host; null when it is not published.
             */
            public_port: number | null;
        };
        /** @description The body of every error answer. */
        Problem: {
            /** @description The stable machine-readable code. */
            code: string;
            /** @description What happened this time, why, and what to do. */
            detail: string;
            /** @description The field of the request that is wrong, when it is one field. */
            field: string | null;
            /** @description Ties this answer to the log and the trace. */
            request_id: string;
            /**
             * Format: int64
             * @description Seconds to wait before the next try.
             */
            retry_after_s: number | null;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description The kind of problem in a few words; the same for every occurrence. */
            title: string;
            /** @description A URI reference naming the kind of problem: `/problems/<code>`. */
            type: string;
        };
        /** @description The processes of a container. */
        ProcessList: {
            /** @description One row per process. */
            items: string[][];
            /** @description Column titles, as `ps` on the engine's host names them. */
            titles: string[];
        };
        /**
         * @description What progress counts.
         * @enum {string}
         */
        ProgressUnit: "bytes" | "steps";
        /**
         * @description A transport protocol.
         * @enum {string}
         */
        Protocol: "tcp" | "udp";
        /** @description What a prune removed. */
        PruneReport: {
            /** @description Ids or names of what is gone. */
            deleted: string[];
            /**
             * Format: int64
             * @description Disk space that became free.
             */
            reclaimed_bytes: number;
        };
        /** @description A port to publish. */
        PublishPort: {
            /**
             * Format: int32
             * @description The port inside the container.
             */
            container_port: number;
            /** @description The host address to publish on; all of them where none is given. */
            host_ip?: string | null;
            /**
             * Format: int32
             * @description The port on the host; the engine picks a free one where none is given.
             */
            host_port?: number | null;
            /** @description The protocol; TCP where none is given. */
            protocol?: components["schemas"]["Protocol"];
        };
        /** @description A recorded terminal. */
        Recording: {
            /**
             * Format: int32
             * @description Columns at the start.
             */
            cols: number;
            /** @description What ran in the terminal. */
            command: string;
            /** @description The container. */
            container_id: string;
            /** @description Its name at the time. */
            container_name: string;
            /**
             * Format: int64
             * @description How long it lasted, so far.
             */
            duration_ms: number;
            /**
             * Format: date-time
             * @description When it was closed.
             */
            ended_at: string | null;
            /** @description The engine. */
            engine: string;
            /**
             * Format: uuid
             * @description The recording.
             */
            id: string;
            /**
             * Format: int32
             * @description Rows at the start.
             */
            rows: number;
            /**
             * Format: int64
             * @description The size of the cast, so far.
             */
            size_bytes: number;
            /**
             * Format: date-time
             * @description When it was opened.
             */
            started_at: string;
            /** @description `recording`, `complete`, or `interrupted` when the service died meanwhile. */
            status: string;
            /**
             * Format: uuid
             * @description Who typed.
             */
            user_id: string;
            /** @description The name of who typed, at the time. */
            username: string;
        };
        /** @description Codes that each work once instead of the app's code. Shown this once. */
        RecoveryCodes: {
            /** @description The codes. */
            recovery_codes: string[];
        };
        /** @description A container's new name. */
        RenameContainer: {
            /** @description The name. */
            name: string;
        };
        /**
         * @description What to do when a container's process ends.
         * @enum {string}
         */
        RestartPolicy: "no" | "always" | "unless-stopped" | "on-failure";
        /** @description What the engine does when a container's process ends. */
        RestartPolicyStatus: {
            /**
             * Format: int64
             * @description How often `on-failure` tries; 0 is without limit.
             */
            maximum_retry_count: number;
            /** @description `no`, `always`, `unless-stopped` or `on-failure`. */
            name: string;
        };
        /**
         * @description What a user is. Fixed; what a role may do is editable, except for administrators.
         * @enum {string}
         */
        Role: "admin" | "developer" | "viewer" | "client";
        /** @description A role with its row of the matrix. */
        RoleInfo: {
            /** @description What it is for. */
            description: string;
            /** @description Whether its permissions can be changed. */
            editable: boolean;
            /** @description The role. */
            name: components["schemas"]["Role"];
            /** @description What it may do. */
            permissions: components["schemas"]["Permissions"];
            /**
             * Format: int64
             * @description How many users have it.
             */
            user_count: number;
        };
        /** @description A service of the map. */
        Service: {
            /**
             * Format: date-time
             * @description Since when it is as it is.
             */
            changed_at: string | null;
            /**
             * Format: date-time
             * @description When it was asked last.
             */
            checked_at: string | null;
            /** @description What it needs, by its own word. */
            dependencies: components["schemas"]["ServiceDependency"][];
            /** @description The services it needs, by the map. */
            depends_on: string[];
            /** @description What it is, for people. */
            description: string | null;
            /** @description What is wrong. */
            detail: string | null;
            /** @description Its gRPC address. */
            grpc_url: string | null;
            /** @description The path that tells whether it is ready. */
            health_path: string;
            /** @description Its HTTP address. */
            http_url: string | null;
            /** @description Another value means another process. */
            instance_id: string | null;
            /** @description Its name in the map. */
            name: string;
            /** @description The node it runs on. */
            node: string | null;
            /**
             * Format: int64
             * @description Its resident memory.
             */
            resident_bytes: number | null;
            /**
             * Format: double
             * @description How long its last answer took, in milliseconds.
             */
            response_time_ms: number | null;
            /**
             * Format: date-time
             * @description When its process started.
             */
            started_at: string | null;
            /** @description How it is. */
            status: components["schemas"]["ServiceStatus"];
            /** @description Words to group and filter by. */
            tags: string[];
            /** @description Its program's version. */
            version: string | null;
        };
        /** @description Something a service needs. */
        ServiceDependency: {
            /** @description What is wrong. */
            detail: string | null;
            /** @description What. */
            name: string;
            /** @description Whether it is there. */
            status: components["schemas"]["DependencyStatus"];
        };
        /** @description The service map in force. */
        ServiceMapInfo: {
            /** @description What this installation is called. */
            environment: string;
            /** @description Why the newest version of the file is not in force. */
            error: string | null;
            /**
             * Format: date-time
             * @description When it was read.
             */
            loaded_at: string;
            /** @description The machines. */
            nodes: components["schemas"]["Node"][];
            /** @description The file. */
            path: string;
            /**
             * Format: int32
             * @description The format's version.
             */
            version: number;
        };
        /**
         * @description How a service is.
         * @enum {string}
         */
        ServiceStatus: "healthy" | "degraded" | "down" | "unknown";
        /** @description A session just begun. */
        Session: {
            /** @description To be sent as `X-CSRF-Token` with every unsafe request under the cookie. */
            csrf_token: string;
            /** @description Who signed in. */
            user: components["schemas"]["Me"];
        };
        /** @description A session of one's own. */
        SessionInfo: {
            /** @description The address it signed in from. */
            address: string;
            /**
             * Format: date-time
             * @description When it began.
             */
            created_at: string;
            /** @description Whether it is the one asking. */
            current: boolean;
            /**
             * Format: date-time
             * @description When it ends.
             */
            expires_at: string;
            /**
             * Format: uuid
             * @description The session.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it was last used, to the minute.
             */
            last_seen_at: string;
            /** @description The browser, as it names itself. */
            user_agent: string;
        };
        /** @description The settings. */
        Settings: {
            /**
             * Format: int32
             * @description How long the audit log is kept, in days.
             */
            audit_retention_days: number;
            /**
             * Format: int32
             * @description How long recordings of terminals are kept, in days.
             */
            recording_retention_days: number;
            /**
             * Format: int32
             * @description How long a sign-in lasts, in hours.
             */
            session_lifetime_hours: number;
            /** @description Whether terminals are recorded. */
            terminal_recording: boolean;
        };
        /** @description Whether setup is to be done, and how the platform's needs are met. */
        Setup: {
            /** @description The checks; empty once set up. */
            checks: components["schemas"]["SetupCheck"][];
            /** @description Whether setup is to be done. */
            required: boolean;
        };
        /** @description One check of what the platform needs. */
        SetupCheck: {
            /** @description What was found. */
            detail: string;
            /** @description What to do about it. */
            hint: string | null;
            /**
             * Format: double
             * @description How long the answer took, in milliseconds.
             */
            latency_ms: number | null;
            /** @description `postgresql`, `redis`, `docker` or `service_map`. */
            name: string;
            /** @description How it went. */
            status: components["schemas"]["CheckStatus"];
        };
        /** @description What signing in takes. */
        SignIn: {
            /**
             * Format: password
             * @description The password.
             */
            password: string;
            /** @description The app's code or a recovery code, where two-factor sign-in is on. */
            totp_code?: string | null;
            /** @description The user name. */
            username: string;
        };
        /**
         * @description Whether a store is there.
         * @enum {string}
         */
        StoreState: "up" | "down";
        /** @description An address range of a network. */
        Subnet: {
            /** @description The address of its way out. */
            gateway: string | null;
            /** @description The range, for example `172.20.0.0/16`. */
            subnet: string;
        };
        /** @description A long action. */
        Task: {
            /** @description Who started it. */
            created_by: string;
            /** @description On which engine, if on one. */
            engine: string | null;
            /** @description Why it failed. */
            error: string | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            finished_at: string | null;
            /**
             * Format: uuid
             * @description The task.
             */
            id: string;
            /** @description What kind, e.g. `image.pull`. */
            kind: string;
            progress: components["schemas"]["TaskProgress"] | null;
            /**
             * Format: date-time
             * @description When it began.
             */
            started_at: string;
            /** @description How it is. */
            status: components["schemas"]["TaskStatus"];
            /** @description Its parts. */
            steps: components["schemas"]["TaskStep"][];
            /** @description What it does, for people. */
            title: string;
        };
        /** @description How far a task is. */
        TaskProgress: {
            /**
             * Format: int64
             * @description Done so far.
             */
            current: number;
            /**
             * Format: int64
             * @description Of so many, as far as known.
             */
            total: number;
            /** @description What is counted. */
            unit: components["schemas"]["ProgressUnit"];
        };
        /**
         * @description How a task is.
         * @enum {string}
         */
        TaskStatus: "running" | "succeeded" | "failed" | "cancelled";
        /** @description A part of a task, e.g. one layer of an image. */
        TaskStep: {
            /**
             * Format: int64
             * @description Done so far.
             */
            current: number | null;
            /** @description The part. */
            id: string;
            /** @description What it is, for people. */
            label: string;
            /** @description How it is, in the engine's words. */
            status: string;
            /**
             * Format: int64
             * @description Of so many.
             */
            total: number | null;
        };
        /** @description A code of the authenticator app. */
        TotpCode: {
            /** @description Six digits. */
            code: string;
        };
        /** @description What an authenticator app needs. */
        TotpEnrolment: {
            /** @description The same as an `otpauth://` URL, for a QR code. */
            otpauth_url: string;
            /** @description The secret in base32, to type in by hand. */
            secret: string;
        };
        /** @description What a role may do from now on. */
        UpdateRole: {
            /** @description A level for each module; what is not named gets none. */
            permissions: components["schemas"]["Permissions"];
        };
        /** @description What to change; what is not given stays. */
        UpdateSettings: {
            /**
             * Format: int32
             * @description How long the audit log is kept, 30 to 3650 days.
             */
            audit_retention_days?: number | null;
            /**
             * Format: int32
             * @description How long recordings of terminals are kept, 1 to 3650 days.
             */
            recording_retention_days?: number | null;
            /**
             * Format: int32
             * @description How long a sign-in lasts, 1 to 2160 hours.
             */
            session_lifetime_hours?: number | null;
            /** @description Whether terminals are recorded. */
            terminal_recording?: boolean | null;
        };
        /** @description What to change of a user; what is not given stays. */
        UpdateUser: {
            /** @description Whether signing in is switched off. */
            disabled?: boolean | null;
            /** @description Where to reach the user. */
            email?: string | null;
            /**
             * Format: password
             * @description A new password.
             */
            password?: string | null;
            role?: components["schemas"]["Role"] | null;
        };
        /** @description One share of the disk usage. */
        UsageShare: {
            /**
             * Format: int64
             * @description How many there are.
             */
            count: number;
            /**
             * Format: int64
             * @description How much of it pruning would free.
             */
            reclaimable_bytes: number;
            /**
             * Format: int64
             * @description How much they take.
             */
            size_bytes: number;
        };
        /** @description A user, as an administrator sees it. */
        User: {
            /**
             * Format: date-time
             * @description When the user was made.
             */
            created_at: string;
            /** @description Whether signing in is switched off. */
            disabled: boolean;
            /** @description Where to reach the user. */
            email: string;
            /**
             * Format: uuid
             * @description The user.
             */
            id: string;
            /**
             * Format: date-time
             * @description The last sign-in.
             */
            last_login_at: string | null;
            /** @description What the user is. */
            role: components["schemas"]["Role"];
            /** @description Whether two-factor sign-in is on. */
            totp_enabled: boolean;
            /** @description The name to sign in with. */
            username: string;
        };
        /** @description A volume. */
        Volume: {
            /** @description Names of the containers that mount it. */
            containers: string[];
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string | null;
            /** @description Who keeps it; `local` is the engine's own disk. */
            driver: string;
            /** @description Its labels; values that look like secrets are masked. */
            labels: {
                [key: string]: string;
            };
            /** @description Where it is on the engine's host. */
            mountpoint: string;
            /** @description Its name. */
            name: string;
            /** @description `local` or `global`. */
            scope: string;
            /**
             * Format: int64
             * @description How much is in it; null where the engine did not measure (see the disk usage).
             */
            size_bytes: number | null;
        };
        /** @description A volume's name. */
        VolumeName: string;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_api_keys: {
        parameters: {
            query?: {
                /** @description Everyone's keys, not only one's own. Needs `api_keys: admin`. */
                all?: boolean;
                /** @description Where the page starts. */
                cursor?: string;
                /** @description How many items, 1 to 200; 50 when not given. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ApiKey"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKey"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_audit_events: {
        parameters: {
            query?: {
                /** @description The exact action. */
                action?: string;
                /** @description The actor's exact name. */
                actor?: string;
                /** @description Where the page starts. */
                cursor?: string;
                /** @description How many items, 1 to 200; 50 when not given. */
                limit?: number;
                /** @description `pending`, `succeeded`, `failed` or `denied`. */
                outcome?: string;
                /** @description Part of the action, actor, target, detail or address. */
                search?: string;
                /** @description Not before. */
                since?: string;
                /** @description Before. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditEvent"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_engines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Engine"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_containers: {
        parameters: {
            query?: {
                /** @description Also those that do not run; false when not given, unless `status` is */
                all?: boolean;
                /** @description `key` or `key=value`; may come several times */
                label?: string[];
                /** @description Part of the name, image, id, compose project or service */
                search?: string;
                /** @description What they must be doing */
                status?: components["schemas"]["ContainerState"];
            };
            header?: never;
            path: {
                engine: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ContainerSummary"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_container: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateContainer"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Container"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_container: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Container"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_container: {
        parameters: {
            query?: {
                /** @description Also when it runs. */
                force?: boolean;
                /** @description With its anonymous volumes. */
                volumes?: boolean;
            };
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_files: {
        parameters: {
            query: {
                /** @description Its absolute path in the container. */
                path: string;
            };
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileList"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    download_file: {
        parameters: {
            query: {
                /** @description Its absolute path in the container. */
                path: string;
            };
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_file: {
        parameters: {
            query: {
                /** @description Its absolute path in the container. */
                path: string;
            };
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    kill_container: {
        parameters: {
            query?: {
                /** @description The signal; `SIGKILL` when not given. */
                signal?: string;
            };
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_logs: {
        parameters: {
            query?: {
                /** @description Answers server-sent events: `log` with lines, and `ended` when the container stops or goes. */
                follow?: boolean;
                /** @description JSON, or a text file to download (all lines unless `tail` says otherwise). */
                format?: "json" | "text";
                /** @description Only lines with this text, in any case. */
                search?: string;
                /** @description Only lines written then or later. */
                since?: string;
                /** @description With the standard error; true when not given. */
                stderr?: boolean;
                /** @description With the standard output; true when not given. */
                stdout?: boolean;
                /** @description The last so many lines, at most 10,000, or `all`; 500 when not given. */
                tail?: number;
                /** @description With the time before each line of a text file; true when not given. */
                timestamps?: boolean;
                /** @description Only lines written before. */
                until?: string;
            };
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LogLine"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pause_container: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_processes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessList"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rename_container: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameContainer"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restart_container: {
        parameters: {
            query?: {
                /** @description Seconds before it is killed, 0 to 600; the container's own setting when not given. */
                timeout_s?: number;
            };
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_container: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    follow_stats: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ContainerStats"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stop_container: {
        parameters: {
            query?: {
                /** @description Seconds before it is killed, 0 to 600; the container's own setting when not given. */
                timeout_s?: number;
            };
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    open_terminal: {
        parameters: {
            query?: {
                /** @description Width in characters, 1 to 1000. */
                cols?: number;
                /** @description Height in characters, 1 to 1000. */
                rows?: number;
                /** @description A terminal to come back to. */
                session?: string;
                /** @description The program with its arguments, separated by blanks; `/bin/sh` when not given. */
                shell?: string;
                /** @description As whom; the container's user when not given. */
                user?: string;
            };
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unpause_container: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_disk_usage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DiskUsage"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_engine_events: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DockerEvent"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_images: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Image"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_image: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageDetail"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_image: {
        parameters: {
            query?: {
                /** @description Also when it has several names or stopped containers use it. */
                force?: boolean;
            };
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tag_image: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageReference"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    prune_images: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Also images that have a name and no container uses. */
                    all?: boolean | null;
                } | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PruneReport"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pull_image: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageReference"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_networks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Network"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_network: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateNetwork"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Network"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_network: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Network"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_network: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    prune_networks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PruneReport"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_volumes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Volume"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_volume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateVolume"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Volume"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_volume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Volume"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_volume: {
        parameters: {
            query?: {
                /** @description Also when its driver fails. */
                force?: boolean;
            };
            header?: never;
            path: {
                engine: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    prune_volumes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Also volumes that somebody named. */
                    all?: boolean | null;
                } | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PruneReport"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    follow_events: {
        parameters: {
            query?: {
                /** @description The id of the last event had, to resume after it; the `Last-Event-ID` header counts more. */
                last_event_id?: string;
                /** @description Topics separated by commas; all that the caller may hear when not given. */
                topics?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_host_history: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostHistory"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_host_stats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostStats"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeAnswer"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeMe"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enrol_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TotpEnrolment"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disable_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordProof"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TotpCode"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renew_recovery_codes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordProof"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_platform: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlatformState"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_recordings: {
        parameters: {
            query?: {
                /** @description Where the page starts. */
                cursor?: string;
                /** @description How many items, 1 to 200; 50 when not given. */
                limit?: number;
                /** @description Part of the container's, user's or engine's name. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Recording"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_recording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_recording_cast: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-asciicast": string;
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RoleInfo"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["Role"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateRole"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleInfo"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_service_map: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceMapInfo"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_services: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Service"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SessionInfo"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_current_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSettings"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Setup"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    complete_setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompleteSetup"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Task"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_task: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: {
                /** @description Where the page starts. */
                cursor?: string;
                /** @description How many items, 1 to 200; 50 when not given. */
                limit?: number;
                /** @description Part of the name or address. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_User"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUser"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUser"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reset_user_totp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
